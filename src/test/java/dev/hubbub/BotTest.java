package dev.hubbub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.api.archive.Kept;
import dev.hubbub.message.Address;
import dev.hubbub.message.ChannelId;
import dev.hubbub.message.Draft;
import dev.hubbub.message.Message;
import dev.hubbub.routes.RouteFileState;
import dev.hubbub.store.StoredArchive;
import dev.hubbub.store.StoredStories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped commands and the fortune, in a whole hub with the sandbox's chat room. */
class BotTest {
    private static final ChannelId ROOM = new ChannelId("chatbot", "ops");
    private static final ChannelId TEAM = new ChannelId("shoutbox", "team");

    @TempDir
    static Path home = Path.of(".");

    private static TestHub running;
    private static Hub hub;

    @BeforeAll
    static void start() throws Exception {
        running = TestHub.start(home);
        hub = running.hub();
        assertThat(hub.star.folder.files())
                .allSatisfy(file -> assertThat(file.state()).as(file.name()).isEqualTo(RouteFileState.RUNNING));
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @Test
    void helpListsTheCommandsAndTellsHowOneIsWritten() {
        assertThat(answerTo("!help").lines())
                .contains("!help: lists what I can do", "!fortune: says something wise")
                .hasSize(5);
        assertThat(answerTo("!help remind")).contains("!remind in 10m TEXT", "!remind cancel NUMBER");
        assertThat(answerTo("!help nothing")).isEqualTo("There is no such command. !help lists those there are.");
    }

    @Test
    void fortuneSaysSomething() {
        assertThat(answerTo("!fortune")).isNotBlank();
    }

    @Test
    void aNewCommandIsARouteFile() throws IOException {
        write("routes/coffee.camel.yaml", """
                - route:
                    from:
                      uri: hub:command/coffee
                      parameters:
                        description: says whether there is coffee
                      steps:
                        - setBody:
                            simple: "There is coffee, ${header.HubbubSenderName}."
                """);
        soon().until(() -> answerTo("!help").contains("!coffee: says whether there is coffee"));
        assertThat(answerTo("!coffee")).isEqualTo("There is coffee, ana.");
        Files.delete(home.resolve("routes/coffee.camel.yaml"));
        soon().until(() -> !answerTo("!help").contains("!coffee"));
    }

    @Test
    void shoutIsSeenOnTheBoxAndDoesNotComeBack() {
        assertThat(answerTo("!shout lunch is ready")).isEqualTo("Shouted on shoutbox/team.");
        Message shout = feed(TEAM).stream()
                .filter(message -> message.text().equals("lunch is ready"))
                .findFirst()
                .orElseThrow();
        assertThat(shout.channel()).isEqualTo(TEAM);
        assertThat(shout.senderShown()).isEqualTo("ana");
        assertThat(feed(ROOM).stream().map(Message::text)).doesNotContain("lunch is ready", "ana: lunch is ready");
    }

    @Test
    void shoutTakesOnlyTheBoxesThatAreListed() {
        assertThat(answerTo("!shout ops the pager is on fire"))
                .isEqualTo("shoutbox/ops takes no shouts from here. Boxes: team.");
        assertThat(answerTo("!shout team")).isEqualTo("Shouted on shoutbox/team.");
        assertThat(answerTo("!shout")).startsWith("Write: !shout TEXT");
        assertThat(answerTo("!shout !shout again")).isEqualTo("A shout cannot be a command.");
        assertThat(feed(new ChannelId("shoutbox", "ops"))).isEmpty();
    }

    @Test
    void remindComesBackToTheRoom() {
        assertThat(answerTo("!remind in 1s stretch"))
                .startsWith("Reminder 1 is set for ")
                .contains("(Asia/Tokyo)");
        soon().until(() -> feed(ROOM).stream().anyMatch(m -> m.text().equals("Reminder for ana: stretch")));
        assertThat(answerTo("!remind list")).isEqualTo("You have no reminders waiting here.");
    }

    @Test
    void whoTellsWhoIsInTheRoomAndWhoWasHeardElsewhere() {
        soon().until(() -> answerTo("!who").matches("Here now: .*hubbub.*\\."));
        assertThat(answerTo(TEAM, "!who"))
                .startsWith("Heard here within the last hour: ")
                .contains("ana (just now)");
    }

    @Test
    void theFortuneGoesToTheChatAndIsKeptAsAStory() {
        assertThat(hub.talk.jobs.runNow("fortune")).isTrue();
        soon().until(() ->
                feed(ROOM).stream().anyMatch(message -> message.channel().equals(new ChannelId("job", "fortune"))));
        Message fortune = feed(ROOM).stream()
                .filter(message -> message.channel().kind().equals("job"))
                .findFirst()
                .orElseThrow();
        StoredStories stories = new StoredStories(hub.storage.database);
        soon().until(() ->
                stories.list(null, 10).stream().anyMatch(story -> story.text().equals(fortune.text())));
        soon().until(() -> hub.talk.jobs.list().stream()
                .anyMatch(job -> job.name().equals("fortune")
                        && job.last() != null
                        && job.last().outcome() != null));
        assertThat(feed(TEAM).stream().map(Message::text)).doesNotContain(fortune.text());
    }

    private static String answerTo(String said) {
        return answerTo(ROOM, said);
    }

    private static String answerTo(ChannelId channel, String said) {
        Draft draft = Draft.builder(channel, new Address("xmpp:ops@rooms.x.org/ana"), said)
                .senderName("ana")
                .timeZone("Asia/Tokyo")
                .build();
        Message asked =
                hub.middle.intake.submit(draft).toCompletableFuture().join().message();
        soon().until(() -> feed(channel).stream().anyMatch(message -> isAnswer(message, asked)));
        return feed(channel).stream()
                .filter(message -> isAnswer(message, asked))
                .findFirst()
                .orElseThrow()
                .text();
    }

    private static boolean isAnswer(Message message, Message asked) {
        return asked.id().equals(message.said().inReplyTo());
    }

    private static List<Message> feed(ChannelId channel) {
        return new StoredArchive(hub.storage.database)
                .feed(channel, null, 200).stream().map(Kept::message).toList();
    }

    private static void write(String file, String text) throws IOException {
        Files.writeString(home.resolve(file), text);
    }

    /** Room for a busy machine; nothing is expected to take that long. */
    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(60));
    }
}
