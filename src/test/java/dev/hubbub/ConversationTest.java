package dev.hubbub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hubbub.Network.Got;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One source, many targets: who answers names what he answers as his network does, also after a restart of the hub. */
class ConversationTest {
    private static final String ROUTES = """
            - beans:
                - { name: network, type: "#class:dev.hubbub.Network" }
            - route: { id: a-in, from: { uri: "file:FOLDER/a?delay=100&initialDelay=0&sortBy=file:name", steps: [ { bean: { ref: network, method: say } }, { to: "hub:net/a" } ] } }
            - route: { id: b-in, from: { uri: "file:FOLDER/b?delay=100&initialDelay=0&sortBy=file:name", steps: [ { bean: { ref: network, method: say } }, { to: "hub:net/b" } ] } }
            - route: { id: a-out, from: { uri: "hub:net/a", steps: [ { setProperty: { name: place, constant: a } }, { bean: { ref: network, method: get } } ] } }
            - route: { id: b-out, from: { uri: "hub:net/b?corrections=true&deletions=true", steps: [ { setProperty: { name: place, constant: b } }, { bean: { ref: network, method: get } } ] } }
            - route: { id: c-out, from: { uri: "hub:net/c", steps: [ { setProperty: { name: place, constant: c } }, { bean: { ref: network, method: get } } ] } }
            """;

    private static final String RULES = """
            rules:
              - { name: a, when: { channel: net/a }, then: [ { send: net/b }, { send: net/c, format: "{quote}{sender}: {body}" } ] }
              - { name: b, when: { channel: net/b }, then: [ { send: net/a }, { send: net/c, format: "{quote}{sender}: {body}" } ] }
            """;

    private static final AtomicInteger NUMBER = new AtomicInteger();

    @TempDir
    static Path folder;

    private static TestHub hub;
    private static Caller caller;

    @BeforeAll
    static void start() throws Exception {
        Files.createDirectories(folder.resolve("routes"));
        Files.createDirectories(folder.resolve("config/rules"));
        Files.writeString(folder.resolve("routes/net.camel.yaml"), ROUTES.replace("FOLDER", folder.toString()));
        Files.writeString(folder.resolve("config/rules/net.yaml"), RULES);
        hub = TestHub.start(folder);
        caller = new Caller(hub::url, folder.resolve("data")).logIn();
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    /** Somebody says something in a place, with headers as name, value, name, value … */
    private static void says(String place, String who, String text, String... headers) throws Exception {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("HubbubSender", "net:" + who);
        all.put("HubbubSenderName", who);
        for (int i = 0; i < headers.length; i += 2) {
            all.put(headers[i], headers[i + 1]);
        }
        StringBuilder file = new StringBuilder();
        all.forEach(
                (name, value) -> file.append(name).append(": ").append(value).append('\n'));
        Path in = folder.resolve(place);
        Files.createDirectories(in);
        String name = "%06d".formatted(NUMBER.incrementAndGet());
        Files.writeString(in.resolve("." + name), file + "\n" + text);
        Files.move(in.resolve("." + name), in.resolve(name));
    }

    private static Got got(String place, String text) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(Network.got(place))
                        .anyMatch(one -> one.text().contains(text)));
        return Network.got(place).stream()
                .filter(one -> one.text().contains(text))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode stored(Got got) throws Exception {
        return caller.get("/api/v1/messages/" + got.header("HubbubMessageId")).body();
    }

    @Test
    void aReplyFindsItsWayByTheNamesOfBothSidesAlsoAfterARestart() throws Exception {
        says("a", "ana", "who has the key?", "HubbubExternalId", "key-1");
        Got inB = got("b", "who has the key?");
        Got inC = got("c", "ana: who has the key?");
        await().untilAsserted(() -> assertThat(trace(inB)).contains(inB.id(), inC.id()));
        hub.restart();
        caller.logIn();

        // bo answers what was sent to b; as in a mail's References, the last that is known counts
        says("b", "bo", "i do", "HubbubExternalId", "do-1", "HubbubInReplyToExternalId", inB.id() + " unknown-9");
        Got toA = got("a", "i do");
        assertThat(toA.header("HubbubInReplyToExternalId")).isEqualTo("key-1");
        assertThat(toA.header("HubbubInReplyToSenderName")).isEqualTo("ana");
        assertThat(toA.header("HubbubInReplyToText")).isEqualTo("who has the key?");
        assertThat(stored(toA).path("inReplyTo").asText()).isEqualTo(inB.header("HubbubMessageId"));
        Got toC = got("c", "i do");
        assertThat(toC.text()).isEqualTo("> ana:\n> who has the key?\nbo: i do");
        assertThat(toC.header("HubbubInReplyToExternalId")).isEqualTo(inC.id());

        // and ana answers him by what a was given
        says("a", "ana", "bring it", "HubbubInReplyToExternalId", toA.id());
        assertThat(got("b", "bring it").header("HubbubInReplyToExternalId")).isEqualTo("do-1");
    }

    @Test
    void aChangeGoesToEachTargetAsItCanCarryItAlsoAfterARestart() throws Exception {
        says("a", "ana", "lunch at noon", "HubbubExternalId", "lunch-1", "HubbubAlias", "alias-1");
        Got inB = got("b", "lunch at noon");
        Got inC = got("c", "ana: lunch at noon");
        await().untilAsserted(() -> assertThat(trace(inB)).contains(inB.id(), inC.id()));
        hub.restart();
        caller.logIn();

        says("a", "ana", "lunch at one", "HubbubReplaces", "alias-1", "HubbubExternalId", "lunch-2");
        Got corrected = got("b", "lunch at one");
        assertThat(corrected.header("HubbubReplaces")).isEqualTo(inB.id());
        assertThat(corrected.header("HubbubChangedDeliveryId")).isEqualTo(inB.header("HubbubDeliveryId"));
        assertThat(corrected.header("HubbubMessageId")).isEqualTo(inB.header("HubbubMessageId"));
        assertThat(got("c", "lunch at one").text()).isEqualTo("ana: (edited) lunch at one");
        assertThat(stored(inB).path("text").asText()).isEqualTo("lunch at one");
        assertThat(kept(inB)).isEqualTo(1);

        // an answer to the correction is one to the message
        says("b", "bo", "i come", "HubbubInReplyToExternalId", corrected.id());
        assertThat(got("a", "i come").header("HubbubInReplyToExternalId")).isEqualTo("lunch-1");

        // the same correction again changes nothing; the deletion names it
        says("a", "ana", "lunch at two", "HubbubReplaces", "lunch-1", "HubbubExternalId", "lunch-2");
        says("a", "ana", "", "HubbubRetracts", "lunch-2");
        await().untilAsserted(() -> assertThat(Network.got("b"))
                .anyMatch(one -> one.header("HubbubRetracts").equals(inB.id())));
        Got deleted = got("c", "(deleted)");
        assertThat(deleted.text()).isEqualTo("ana: (deleted)");
        assertThat(deleted.header("HubbubMessageId")).isEqualTo(inB.header("HubbubMessageId"));
        assertThat(Network.got("b")).noneMatch(one -> one.text().contains("lunch at two"));
        assertThat(stored(inB).path("text").asText()).isEmpty();
        assertThat(kept(inB)).isZero();
        assertThat(trace(inB)).contains("message.edited", "message.deleted");
    }

    @Test
    void aChangeBySomebodyElseOrOfNothingIsAMessage() throws Exception {
        says("a", "ana", "my own words", "HubbubExternalId", "own-1");
        Got original = got("b", "my own words");

        says("a", "bo", "bo's words", "HubbubReplaces", "own-1");
        Got other = got("b", "bo's words");
        assertThat(other.headers()).doesNotContainKey("HubbubReplaces");
        assertThat(other.header("HubbubMessageId")).isNotEqualTo(original.header("HubbubMessageId"));
        assertThat(trace(other)).contains("no-correction", "somebody else said that");
        assertThat(stored(original).path("text").asText()).isEqualTo("my own words");

        says("a", "ana", "taken back", "HubbubRetracts", "never-said");
        assertThat(trace(got("b", "taken back"))).contains("no-deletion", "there is no such message here");
    }

    private static String trace(Got got) throws Exception {
        return caller.get("/api/v1/messages/" + got.header("HubbubMessageId") + "/trace")
                .body()
                .toString();
    }

    /** Earlier texts of the message that are kept. */
    private static long kept(Got got) throws Exception {
        String sql = "select count(content) from revision where message_id = ?::uuid";
        try (Connection connection = hub.hub().storage.database.dataSource().getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, got.header("HubbubMessageId"));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    @Test
    void anAnswerToWhatNobodyKnowsIsAMessage() throws Exception {
        says("a", "ana", "as I said", "HubbubInReplyToExternalId", "never-heard-of, nor-of-this");
        Got inB = got("b", "as I said");
        assertThat(inB.headers()).doesNotContainKeys("HubbubInReplyToExternalId", "HubbubInReplyTo");
        assertThat(stored(inB).has("inReplyTo")).isFalse();
    }

    @Test
    void whatWasSaidElsewhereIsNotQuotedWhereItHasNeverBeen() throws Exception {
        String secret =
                caller.say("shoutbox/ops", "the secret plan").body().path("id").asText();
        says("a", "ana", "about that", "HubbubInReplyTo", secret);
        Got inC = got("c", "about that");
        assertThat(inC.text()).isEqualTo("ana: about that");
        assertThat(inC.headers()).doesNotContainKey("HubbubInReplyToText");
    }
}
