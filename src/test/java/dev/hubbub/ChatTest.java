package dev.hubbub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hubbub.channel.xmpp.Person;
import dev.hubbub.config.Key;
import dev.hubbub.peers.FreePort;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jivesoftware.smack.packet.Message;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hub as it is shipped, and somebody with an XMPP client of her own in the sandbox's room. */
class ChatTest {
    private static final String ROOM = "ops@conference.localhost";
    private static final String BOT = "hubbub@localhost";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    static Path home = Path.of(".");

    private static TestHub hub;
    private static Caller caller;
    private static Log log;
    private static Person ana;

    @BeforeAll
    static void start() throws Exception {
        int port = FreePort.take();
        hub = TestHub.start(home, settings -> settings.with(Key.SANDBOX_XMPP_PORT, Integer.toString(port)));
        caller = new Caller(hub::url, home.resolve("data")).logIn();
        log = new Log(caller);
        ana = Person.logIn(port, home.resolve("data/sandbox/sandbox.pem"), "ana");
        ana.join(ROOM);
    }

    @AfterAll
    static void stop() {
        ana.close();
        hub.close();
    }

    @Test
    void shoutboxAndRoomHearEachOtherOnceAndNothingComesBack() throws Exception {
        JsonNode shout = caller.say("shoutbox/team", "lunch is ready").body();
        String shown = shout.path("senderShown").asText() + ": lunch is ready";
        assertThat(shout.path("senderShown").asText()).isNotBlank();
        await().atMost(PATIENCE).until(() -> ana.heardAt(ROOM).contains(shown));

        assertThat(ana.say(ROOM, "a1", "coming at once")).isTrue();
        await().atMost(PATIENCE).until(() -> texts("shoutbox/team").contains("coming at once"));
        JsonNode said = log.feed("shoutbox/team").stream()
                .filter(message -> message.path("text").asText().equals("coming at once"))
                .findFirst()
                .orElseThrow();
        assertThat(said.path("senderName").asText()).isEqualTo("ana");
        assertThat(said.path("via").asText()).isEqualTo("chatbot/ops");

        for (int n = 0; n < 20; n++) {
            caller.say("shoutbox/team", "shout " + n);
            assertThat(ana.say(ROOM, "more-" + n, "answer " + n)).isTrue();
        }
        await().atMost(PATIENCE).until(() -> texts("shoutbox/team").contains("answer 19"));
        await().atMost(PATIENCE).until(() -> ana.heardAt(ROOM).stream().anyMatch(text -> text.endsWith(": shout 19")));
        await().atMost(PATIENCE).until(() -> log.deliveries("pending").isEmpty());

        for (String text : List.of("lunch is ready", "coming at once", "shout 0", "answer 0")) {
            assertThat(ana.heardAt(ROOM))
                    .filteredOn(heard -> heard.endsWith(text))
                    .hasSize(1);
            assertThat(log.texts()).filteredOn(kept -> kept.endsWith(text)).containsExactly(text);
            assertThat(texts("shoutbox/team"))
                    .filteredOn(seen -> seen.endsWith(text))
                    .containsExactly(text);
        }
        assertThat(log.texts())
                .filteredOn(text -> text.contains("shout ") || text.contains("answer "))
                .doesNotHaveDuplicates();
    }

    @Test
    void theBotAnswersInTheRoom() throws Exception {
        answersIn(ROOM, "Here now: ana, hubbub.");
    }

    @Test
    void theBotAnswersInADirectChat() throws Exception {
        answersIn(BOT, "Heard here within the last hour: ana (just now).");
    }

    @Test
    void whoIsThereOrTypingIsAnEventAndTheBotCanBeShownSo() throws Exception {
        List<String> lines = new CopyOnWriteArrayList<>();
        try (Stream<String> stream =
                caller.open("/api/v1/stream?types=presence,chat.state").body()) {
            CompletableFuture<Void> unused = CompletableFuture.runAsync(() -> stream.forEach(lines::add));
            ana.type(ROOM, Message.Type.groupchat, "composing");
            await().atMost(PATIENCE)
                    .until(() -> lines.stream()
                            .anyMatch(line -> line.contains("dev.hubbub.chat.state")
                                    && line.contains("\"channel\":\"chatbot/ops\"")
                                    && line.contains("\"state\":\"composing\"")
                                    && line.contains("\"from\":\"xmpp:" + ROOM + "/ana\"")));
        }
        String channel = "/api/v1/channels/chatbot/ops/presence";
        assertThat(caller.post(channel, "{\"chatState\":\"composing\"}").status())
                .isEqualTo(204);
        await().atMost(PATIENCE).until(() -> ana.sees(ROOM + "/hubbub", "composing"));
        assertThat(caller.post(channel, "{\"show\":\"away\",\"status\":\"resting\"}")
                        .status())
                .isEqualTo(204);
        await().atMost(PATIENCE).until(() -> ana.sees(ROOM + "/hubbub", "away resting"));
        assertThat(caller.post(channel, "{\"status\":\"resting\"}").status()).isEqualTo(422);
        assertThat(caller.post("/api/v1/channels/shoutbox/team/presence", "{\"show\":\"away\"}")
                        .status())
                .isEqualTo(409);
    }

    @Test
    void anAdminMaySendStanzasInTheBotsNameAlone() throws Exception {
        int before = ana.heardAt(BOT).size();
        Caller.Answer sent =
                raw("<message to='ana@localhost' from='ben@localhost' type='chat'><body>raw</body></message>");
        assertThat(sent.status()).as(sent.body().toString()).isEqualTo(200);
        await().atMost(PATIENCE).until(() -> ana.heardAt(BOT).size() > before);
        assertThat(ana.heardAt(BOT)).contains("raw");
        assertThat(raw("<iq to='localhost' type='get'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>")
                        .body()
                        .path("answer")
                        .asText())
                .contains("disco#info", "type='result'");
        Caller.Answer refused = raw("<!DOCTYPE message><message/>");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body().at("/errors/0/field").asText()).isEqualTo("/stanza");
        assertThat(caller.get("/api/v1/audit").body().toString()).contains("raw.send");
    }

    private static Caller.Answer raw(String stanza) throws IOException, InterruptedException {
        return caller.post("/api/v1/channels/chatbot/direct/raw", "{\"stanza\":\"" + stanza + "\"}");
    }

    private static void answersIn(String place, String who) throws Exception {
        ask(place, "!help", "!fortune: says something wise");
        int before = ana.heardAt(place).size();
        ask(place, "!fortune", "");
        await().atMost(PATIENCE).until(() -> ana.heardAt(place).size() > before + (place.equals(ROOM) ? 1 : 0));
        ask(place, "!shout from " + place, "Shouted on shoutbox/team.");
        await().atMost(PATIENCE).until(() -> texts("shoutbox/team").contains("from " + place));
        ask(place, "!who", who);
        ask(place, "!remind in 2s stand up, " + place, "Reminder 1 is set for ");
        await().atMost(PATIENCE).until(() -> hears(place, "Reminder for ana: stand up, " + place));
    }

    private static void ask(String place, String question, String answer) throws Exception {
        String id = place + question;
        if (place.equals(ROOM)) {
            assertThat(ana.say(place, id, question)).isTrue();
        } else {
            ana.tell(place, id, question);
        }
        await("answer to " + question)
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(ana.heardAt(place)).anyMatch(text -> text.contains(answer)));
    }

    private static boolean hears(String place, String text) {
        return ana.heardAt(place).contains(text);
    }

    private static List<String> texts(String channel) throws IOException, InterruptedException {
        return log.feed(channel).stream()
                .map(message -> message.path("text").asText())
                .toList();
    }
}
