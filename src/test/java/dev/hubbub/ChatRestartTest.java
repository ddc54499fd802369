package dev.hubbub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.channel.xmpp.NeedsProsody;
import dev.hubbub.channel.xmpp.Person;
import dev.hubbub.channel.xmpp.ProsodyServer;
import dev.hubbub.config.Key;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.core.ConditionTimeoutException;
import org.jivesoftware.smack.SmackException;
import org.jivesoftware.smack.XMPPException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole hub on a Prosody of its own, either of which goes away while people talk. The archives of the room and of the
 * bot say what the server has for the hub: all of that, and nothing twice, is to be in the hub's log, and the other way
 * round. A direct message is written into two archives, the sender's first; a server killed in between has lost that one.
 */
@NeedsProsody
@Tag("slow")
class ChatRestartTest {
    private static final String ROOM = "ops@conference.localhost";
    private static final String BOT = "ben@localhost";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Kept after a failure: Prosody's archives tell who lost what. */
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    static Path home = Path.of(".");

    private static ProsodyServer prosody;
    private static TestHub hub;
    private static Caller caller;
    private static Log log;

    @BeforeAll
    static void start() throws Exception {
        prosody = new ProsodyServer(home.resolve("prosody"), true);
        prosody.start();
        hub = TestHub.start(
                home,
                settings -> settings.with(Key.XMPP_HOST, "127.0.0.1")
                        .with(Key.XMPP_PORT, Integer.toString(prosody.port()))
                        .with(Key.XMPP_DOMAIN, "localhost")
                        .with(Key.XMPP_USER, "ben")
                        .with(Key.XMPP_PASSWORD, "ben")
                        .with(Key.XMPP_TRUST, prosody.certificate().toString())
                        .with(Key.XMPP_HELLO, ""));
        caller = new Caller(hub::url, home.resolve("data")).logIn();
        log = new Log(caller);
        try (Person ana = ana()) {
            ask(ana, ROOM, "!who", "Here now: ana, hubbub.");
            ask(ana, BOT, "!help", "!fortune: says something wise");
        }
    }

    @AfterAll
    static void stop() throws Exception {
        hub.close();
        prosody.stop();
    }

    @Test
    void nothingIsLostAndNothingTwiceWhenTheServerRestartsFiveTimes() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        List<String> said = new CopyOnWriteArrayList<>();
        List<String> shouted = new CopyOnWriteArrayList<>();
        CompletableFuture<Void> people = CompletableFuture.runAsync(() -> talk("server", over, said));
        CompletableFuture<Void> shouts = CompletableFuture.runAsync(() -> shout(over, said, shouted));
        int kills = 0;
        for (int restart = 0; restart < 5; restart++) {
            awaitCarried(said);
            if (restart % 2 == 0) {
                kills++;
                prosody.kill();
            } else {
                prosody.shutDown();
            }
            prosody.start();
        }
        awaitCarried(said);
        over.set(true);
        CompletableFuture.allOf(people, shouts).join();
        await().atMost(PATIENCE).until(() -> log.deliveries("pending").isEmpty());
        heardExactly("server", said);
        assertThat(archived("ana", ROOM, "hubbub"))
                .filteredOn(text -> text.contains(": shout "))
                .map(text -> text.substring(text.indexOf(": ") + 2))
                .containsExactlyElementsOf(shouted);
        List<String> alone = shouted.stream().map(text -> "alone: " + text).toList();
        List<String> sent = archivedWith("alone: ", "ben", "hubbub");
        assertThat(sent).containsExactlyInAnyOrderElementsOf(alone);
        int lost = lostByTheServer(sent, archivedWith("alone: ", "ana", "hubbub"))
                + lostByTheServer(archivedWith("server ", "ana", "client"), archivedWith("server ", "ben", "client"));
        assertThat(lost).as("lost by the server itself").isLessThanOrEqualTo(kills);
        assertThat(log.deliveries("dead")).isEmpty();
        assertThat(log.deliveries("uncertain")).isEmpty();
    }

    @Test
    void catchesUpOnceWithWhatWasSaidWhileTheHubWasAway() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        List<String> said = new CopyOnWriteArrayList<>();
        CompletableFuture<Void> people = CompletableFuture.runAsync(() -> talk("hub", over, said));
        for (int restart = 0; restart < 2; restart++) {
            awaitMore(said);
            int before = said.size();
            hub.restart();
            assertThat(said).as("said while the hub was away").hasSizeGreaterThan(before);
        }
        caller.logIn();
        awaitMore(said);
        over.set(true);
        people.join();
        heardExactly("hub", said);
        await().atMost(PATIENCE).until(() -> log.deliveries("pending").isEmpty());
        assertThat(log.deliveries("dead")).isEmpty();
    }

    /** The log has of this talk what the server has for the bot, and that is at least what was said for certain. */
    private static void heardExactly(String talk, List<String> said) throws Exception {
        List<String> inRoom = archived("ana", ROOM, "ana").stream()
                .filter(text -> text.startsWith(talk + " "))
                .toList();
        List<String> alone = archivedWith(talk + " ", "ben", "client");
        assertThat(inRoom).containsAll(said);
        assertThat(alone).containsAll(said);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(arrived("chatbot/ops", talk)).containsAll(inRoom));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(arrived("chatbot/direct", talk)).containsAll(alone));
        assertThat(arrived("chatbot/ops", talk)).containsExactlyInAnyOrderElementsOf(inRoom);
        assertThat(arrived("chatbot/direct", talk)).containsExactlyInAnyOrderElementsOf(alone);
    }

    /** How many of the messages in their sender's archive never came into the recipient's, which has nothing else and nothing twice. */
    private static int lostByTheServer(List<String> sendersArchive, List<String> recipientsArchive) {
        assertThat(recipientsArchive).isSubsetOf(sendersArchive).doesNotHaveDuplicates();
        return sendersArchive.size() - recipientsArchive.size();
    }

    /** What an account's own archive holds from a resource, of the texts that begin so. */
    private static List<String> archivedWith(String beginning, String account, String resource) throws Exception {
        return archived(account, account + "@localhost", resource).stream()
                .filter(text -> text.startsWith(beginning))
                .toList();
    }

    private static List<String> archived(String account, String place, String from) throws Exception {
        try (Person reader = Person.readArchive(prosody.port(), prosody.certificate(), account)) {
            return reader.archivedFrom(place, from);
        }
    }

    private static List<String> arrived(String channel, String talk) throws IOException, InterruptedException {
        return log.arrivedOn(channel).stream()
                .filter(text -> text.startsWith(talk + " "))
                .toList();
    }

    /** Waits until what is said and shouted now has come to the other side. */
    private static void awaitCarried(List<String> said) throws Exception {
        awaitMore(said);
        String text = said.get(said.size() - 1);
        await().atMost(PATIENCE).until(() -> log.arrivedOn("chatbot/ops").contains(text));
        String id = caller.say("shoutbox/team", "between").body().path("id").asText();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(caller.get("/api/v1/messages/" + id + "/deliveries")
                                .body()
                                .path("items"))
                        .isNotEmpty()
                        .allMatch(delivery -> delivery.path("state").asText().equals("sent")));
    }

    private static void awaitMore(List<String> texts) {
        int before = texts.size();
        await().atMost(PATIENCE).until(() -> texts.size() > before + 10);
    }

    /** Ana says each thing to the bot alone and in the room; when she is cut off she logs in again and goes on. */
    private static void talk(String talk, AtomicBoolean over, List<String> said) {
        for (int n = 0; !over.get(); n++) {
            try (Person ana = ana()) {
                for (; !over.get(); n++) {
                    String text = talk + " " + n;
                    ana.tell(BOT, "alone-" + text, text);
                    if (!ana.say(ROOM, "room-" + text, text)) {
                        break;
                    }
                    said.add(text);
                }
            } catch (IOException | SmackException | XMPPException | ConditionTimeoutException e) {
                assertThat(over).as("cut off while the server restarts: %s", e).isFalse();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Somebody shouts over the API, and writes the same to ana alone, about as often as she says something. */
    private static void shout(AtomicBoolean over, List<String> said, List<String> shouted) {
        try {
            for (int n = 0; !over.get(); n++) {
                String text = "shout " + n;
                assertThat(caller.say("shoutbox/team", text).status()).isEqualTo(201);
                assertThat(caller.post("/api/v1/channels/shoutbox/ops/messages", """
                                {"text": "alone: %s", "to": [{"channel": "chatbot/direct", "recipient": "xmpp:ana@localhost"}]}
                                """.formatted(text))
                                .status())
                        .isEqualTo(201);
                shouted.add(text);
                int ahead = shouted.size() - 20;
                await().atMost(PATIENCE).until(() -> over.get() || said.size() > ahead);
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Person ana() throws Exception {
        prosody.awaitUp();
        Person ana = Person.logIn(prosody.port(), prosody.certificate(), "ana");
        try {
            ana.join(ROOM);
            return ana;
        } catch (Exception e) {
            ana.close();
            throw e;
        }
    }

    private static void ask(Person ana, String place, String question, String answer) throws Exception {
        if (place.equals(ROOM)) {
            assertThat(ana.say(place, "ask" + question, question)).isTrue();
        } else {
            ana.tell(place, "ask" + question, question);
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(ana.heardAt(place)).anyMatch(text -> text.contains(answer)));
    }
}
