package dev.hubbub.channel.xmpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.Scale;
import dev.hubbub.outbox.DeliveryException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.core.ConditionTimeoutException;
import org.jivesoftware.smack.SmackException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The component against a Prosody with archives, the usual case. */
@NeedsProsody
@Tag("slow")
final class ProsodyXmppTest extends ProsodyContract {
    @TempDir
    static Path folder;

    private static ProsodyServer server;

    @BeforeAll
    static void start() throws Exception {
        server = new ProsodyServer(folder, true);
        server.start();
    }

    @AfterAll
    static void stop() throws Exception {
        server.stop();
    }

    @Override
    ProsodyServer server() {
        return server;
    }

    @Test
    void nothingIsLostAndNothingTwiceOverRestarts() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        List<String> saidByAna = new CopyOnWriteArrayList<>();
        List<String> saidByBot = new CopyOnWriteArrayList<>();
        try (Bot bot = bot().awaitReady()) {
            CompletableFuture<Void> ana = CompletableFuture.runAsync(() -> talkAsAna(over, saidByAna));
            CompletableFuture<Void> answers = CompletableFuture.runAsync(() -> talkAsBot(bot, over, saidByBot));
            for (int restart = 0; restart < Scale.of(2, 10); restart++) {
                awaitTalk(saidByAna, saidByBot);
                restart(restart % 2 == 0);
            }
            awaitTalk(saidByAna, saidByBot);
            over.set(true);
            CompletableFuture.allOf(ana, answers).get();
            await().atMost(Bot.PATIENCE).until(() -> bot.texts().containsAll(saidByAna));
            assertThat(bot.texts()).doesNotHaveDuplicates().allMatch(text -> text.startsWith("ana "));
            assertThat(bot.taken()).extracting(Bot.Taken::externalId).doesNotHaveDuplicates();
        }
        try (Person reader = ana()) {
            assertThat(reader.archivedFrom(roomAddress(), "bot")).containsExactlyElementsOf(saidByBot);
        }
    }

    /** Prosody writes a message twice, into the sender's archive, then into the recipient's, and may die in between. */
    @Test
    void onlyWhatTheServerHasForTheBotReachesTheBot() throws Exception {
        try (Bot bot = bot().awaitReady()) {
            dieOf(bot, () -> tellBen("die when the sender's archive has it"));
            dieOf(bot, () -> tellBen("die when both archives have it"));
            tellBen("then all is well");
            bot.awaitTexts("die when both archives have it", "then all is well");
            assertThat(archived("ben", "ben@localhost", "client"))
                    .endsWith("die when both archives have it", "then all is well")
                    .doesNotContain("die when the sender's archive has it");
            assertThat(archived("ana", "ana@localhost", "client"))
                    .endsWith(
                            "die when the sender's archive has it",
                            "die when both archives have it",
                            "then all is well");
        }
    }

    @Test
    void whatTheServerHasOfTheBotIsNotSentAgainWhenItDiedOfIt() throws Exception {
        List<String> deaths = List.of("die when the sender's archive has it", "die when both archives have it");
        try (Bot bot = bot().awaitReady()) {
            for (String text : deaths) {
                dieOf(
                        bot,
                        () -> assertThat(bot.attempt("direct:direct", text, text, 1, "xmpp:ana@localhost"))
                                .isInstanceOf(DeliveryException.Temporary.class));
                assertThat(bot.attempt("direct:direct", text, text, 2, "xmpp:ana@localhost"))
                        .isNull();
            }
            assertThat(archived("ben", "ben@localhost", "hubbub")).endsWith(deaths.toArray(String[]::new));
            assertThat(archived("ana", "ana@localhost", "hubbub")).containsOnlyOnce(deaths.get(1));
        }
    }

    @Test
    void whatARoomKeptButShowedNobodyIsCaughtUpAndNotSaidAgain() throws Exception {
        String last = "die when the room's archive has it";
        try (Bot bot = bot().awaitReady()) {
            dieOf(bot, () -> {
                try (Person ana = ana()) {
                    assertThat(ana.say(roomAddress(), "last", last)).isFalse();
                }
            });
            bot.awaitTexts(last);
            dieOf(
                    bot,
                    () -> assertThat(bot.attempt("direct:room", "last", last, 1, null))
                            .isInstanceOf(DeliveryException.Temporary.class));
            assertThat(bot.attempt("direct:room", "last", last, 2, null)).isNull();
            assertThat(archived("ana", roomAddress(), "bot")).containsExactly(last);
            assertThat(bot.texts()).containsExactly(last);
        }
    }

    /** The server does not know the room when first asked, as if somebody made it just then, or cannot say at that moment. */
    @ParameterizedTest
    @ValueSource(strings = {"unknown-", "busy-"})
    void aRoomOfWhichNothingWasKnownAtFirstIsCaughtUpByItsArchive(String kind) throws Exception {
        String name = kind + UUID.randomUUID();
        String address = name + "@conference.localhost";
        try (Person ana = Person.logIn(server, "ana")) {
            ana.join(address);
            try (Bot bot = new Bot(server, memory, name, "").awaitReady()) {
                assertThat(ana.say(address, "1", "live")).isTrue();
                bot.awaitTexts("live");
                assertThat(bot.taken().get(0).externalId()).contains("?sid=");
            }
            assertThat(ana.say(address, "2", "missed")).isTrue();
            try (Bot bot = new Bot(server, memory, name, "").awaitReady()) {
                bot.awaitTexts("missed");
            }
        }
    }

    /** Lets the server die of what is said, starts it again, and waits for the bot. */
    private static void dieOf(Bot bot, Saying saying) throws Exception {
        saying.say();
        server.awaitDeath();
        await().until(() -> bot.states().stream().noneMatch(PlaceState::ready));
        server.start();
        bot.awaitReady();
    }

    /** Something said. */
    private interface Saying {
        void say() throws Exception;
    }

    private static void tellBen(String text) throws Exception {
        try (Person ana = Person.logIn(server, "ana")) {
            ana.tell("ben@localhost", text, text);
        }
    }

    private static List<String> archived(String account, String place, String from) throws Exception {
        try (Person reader = Person.readArchive(server.port(), server.certificate(), account)) {
            return reader.archivedFrom(place, from);
        }
    }

    private static void awaitTalk(List<String> one, List<String> other) {
        int first = one.size();
        int second = other.size();
        await().atMost(Bot.PATIENCE).until(() -> one.size() > first + 20 && other.size() > second + 20);
    }

    private static void restart(boolean forcibly) throws Exception {
        if (forcibly) {
            server.kill();
        } else {
            server.shutDown();
        }
        server.start();
    }

    private static void talkAsBot(Bot bot, AtomicBoolean over, List<String> said) {
        for (int n = 0; !over.get(); n++) {
            bot.sayForCertain("bot-" + n, "bot " + n);
            said.add("bot " + n);
        }
    }

    /** When she is cut off she logs in again; only what the room has shown her counts as said. */
    private void talkAsAna(AtomicBoolean over, List<String> said) {
        for (int n = 0; !over.get(); n++) {
            try (Person ana = ana()) {
                for (; !over.get() && ana.say(roomAddress(), "ana-" + n, "ana " + n); n++) {
                    said.add("ana " + n);
                }
            } catch (IOException | SmackException | ConditionTimeoutException e) {
                assertThat(over).as("cut off while the server restarts: %s", e).isFalse();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
