package dev.hubbub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hubbub.peers.KafkaBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example for Kafka, on a broker of its own. */
@Tag("slow")
class KafkaTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TEXT = "Grüße, ж, 5 € 🚀: \"https://example.org/?a=1&b=2\"\nand more";
    private static final int EACH = Scale.of(40, 2_000);

    private static final String RULES = """
            rules:
              - { name: out, when: { channel: shoutbox/ops }, then: [ { send: kafka/main, format: "{body}" } ] }
              - { name: in, when: { channel: kafka/main }, then: [ { send: shoutbox/team }, { send: kafka/main } ] }
            """;

    @TempDir
    static Path home;

    private static KafkaBroker broker;
    private static TestHub hub;
    private static Caller caller;
    private static Log log;

    @BeforeAll
    static void start() throws Exception {
        broker = KafkaBroker.start(home.resolve("kafka"));
        Files.createDirectories(home.resolve("config/rules"));
        Files.writeString(home.resolve("config/rules/kafka.yaml"), RULES);
        Files.createDirectories(home.resolve("routes"));
        Path unused = Files.copy(Path.of("docs/examples/kafka.camel.yaml"), home.resolve("routes/kafka.camel.yaml"));
        hub = TestHub.start(
                home,
                settings -> settings.with("kafka.brokers", broker.brokers(), "test")
                        .with("kafka.group", "hub", "test")
                        .with("kafka.in", "in", "test")
                        .with("kafka.out", "out", "test")
                        .with("kafka.events", "events", "test"));
        caller = new Caller(hub::url, home.resolve("data")).logIn();
        log = new Log(caller);
    }

    @AfterAll
    static void stop() {
        hub.close();
        broker.close();
    }

    private static void shout(String text) throws Exception {
        assertThat(caller.say("shoutbox/ops", text).status()).isEqualTo(201);
    }

    @Test
    void eventsAndTextsComeInAndGoOut() throws Exception {
        String event = JSON.writeValueAsString(JSON.createObjectNode()
                .put("specversion", "1.0")
                .put("id", "e1")
                .put("source", "urn:test")
                .put("type", "alert")
                .put("subject", "a subject")
                .set("data", JSON.createObjectNode().put("text", TEXT).put("sender", "ana & ben")));
        broker.write("in", "k", event);
        broker.write("in", "k", event);
        broker.write("in", "k", " ");
        broker.write("in", "k", "x".repeat(100_001));
        broker.write("in", "k", event.replace("urn:test", "urn:hubbub:hub").replace("\"e1\"", "\"its own\""));
        broker.write("in", "k", "{\"text\": \"json\", \"sender\": \"cid\"}");
        broker.write("in", "k", "{plain");
        await().atMost(PATIENCE).until(() -> log.arrivedOn("kafka/main").contains("{plain"));
        List<JsonNode> messages = log.all("/api/v1/messages?limit=200&channel=kafka/main");
        assertThat(messages.stream().map(message -> message.path("text").asText()))
                .contains(TEXT, "json", "{plain")
                .filteredOn(TEXT::equals)
                .hasSize(1);
        JsonNode first = messages.stream()
                .filter(message -> message.path("text").asText().equals(TEXT))
                .findFirst()
                .orElseThrow();
        assertThat(first.path("sender").asText()).isEqualTo("kafka:ana%20&%20ben");
        assertThat(first.path("senderName").asText()).isEqualTo("ana & ben");
        assertThat(first.path("subject").asText()).isEqualTo("a subject");

        shout("out " + TEXT);
        await().atMost(PATIENCE).until(() -> texts("out").contains("out " + TEXT));
        assertThat(texts("out")).as("what came from there does not go back").doesNotContain(TEXT);
        await().atMost(PATIENCE)
                .until(() -> broker.read("events").stream()
                        .anyMatch(record -> record.value().contains("dev.hubbub.delivery.sent")
                                && record.value().contains("kafka/main")));
    }

    @Test
    void nothingIsLostAndNothingTwiceWhenTheBrokerRestarts() throws Exception {
        List<String> in = new ArrayList<>();
        List<String> out = new ArrayList<>();
        for (int i = 0; i < EACH; i++) {
            broker.write("in", "key " + i % 3, "restart " + i);
            in.add("restart " + i);
            shout("restarted " + i);
            out.add("restarted " + i);
            if (i == EACH / 2) {
                broker.restart();
            }
        }
        await().atMost(PATIENCE).until(() -> log.arrivedOn("kafka/main").containsAll(in));
        List<String> arrived = log.arrivedOn("kafka/main").stream()
                .filter(text -> text.startsWith("restart "))
                .toList();
        assertThat(arrived).containsExactlyInAnyOrderElementsOf(in);
        for (int key = 0; key < 3; key++) {
            int mine = key;
            // newest first
            assertThat(arrived.stream()
                            .map(text -> Integer.parseInt(text.substring(8)))
                            .filter(i -> i % 3 == mine))
                    .isSortedAccordingTo((one, other) -> other - one);
        }
        await().atMost(PATIENCE).until(() -> texts("out").containsAll(out));
        assertThat(ids("out")).as("ids of what went out").doesNotHaveDuplicates();
    }

    private static List<String> texts(String topic) throws Exception {
        List<String> texts = new ArrayList<>();
        for (ConsumerRecord<String, String> record : broker.read(topic)) {
            texts.add(JSON.readTree(record.value()).path("data").path("text").asText());
        }
        return texts;
    }

    private static List<String> ids(String topic) throws Exception {
        List<String> ids = new ArrayList<>();
        for (ConsumerRecord<String, String> record : broker.read(topic)) {
            ids.add(JSON.readTree(record.value()).path("id").asText());
        }
        return ids;
    }
}
