package dev.hubbub.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hubbub.config.Settings;
import dev.hubbub.peers.KafkaBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Topics of a Kafka broker. */
final class KafkaNet extends Net {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final KafkaBroker broker;
    private final KafkaConsumer<String, String> reader;
    private final List<Seen> seen = new ArrayList<>();

    KafkaNet(Path home) throws Exception {
        super("kafka", "kafka/main", Can.NAME, Can.SUBJECT, Can.FILE, Can.FILES, Can.REPEAT);
        broker = KafkaBroker.start(home.resolve("kafka"));
        Everywhere.example(home, "kafka");
        broker.create("in");
        broker.create("out");
        reader = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.brokers()), new StringDeserializer(), new StringDeserializer());
        reader.assign(reader.partitionsFor("out").stream()
                .map(one -> new TopicPartition(one.topic(), one.partition()))
                .toList());
        reader.seekToBeginning(reader.assignment());
    }

    @Override
    Settings configure(Settings settings) {
        return settings.with("kafka.brokers", broker.brokers(), "test")
                .with("kafka.group", "hub", "test")
                .with("kafka.in", "in", "test")
                .with("kafka.out", "out", "test")
                .with("kafka.files", "1000", "test");
    }

    @Override
    String say(Said said) throws Exception {
        write(said, Map.of());
        return said.id();
    }

    private void write(Said said, Map<String, String> headers) throws Exception {
        ObjectNode event = JSON.createObjectNode()
                .put("specversion", "1.0")
                .put("id", said.id())
                .put("source", "urn:test")
                .put("type", "said");
        if (!said.subject().isEmpty()) {
            event.put("subject", said.subject());
        }
        ObjectNode data = event.putObject("data").put("text", said.text()).put("sender", "ana");
        if (!said.file().isEmpty()) {
            data.putArray("files")
                    .addObject()
                    .put("name", said.file())
                    .put("mediaType", "text/plain")
                    .put("content", "aW5zaWRl");
        }
        broker.write("in", "k", event.toString(), headers);
    }

    @Override
    String sender() {
        return "kafka:ana";
    }

    @Override
    boolean sayWithHeaders(String text) throws Exception {
        write(
                Said.of("headers", text),
                Map.of("HubbubSender", "acct:admin@hub", "HubbubPriority", "urgent", "HubbubReplyTo", "mailto:b@x"));
        return true;
    }

    @Override
    List<Seen> seen() throws Exception {
        Map<TopicPartition, Long> ends = reader.endOffsets(reader.assignment());
        while (ends.entrySet().stream().anyMatch(end -> reader.position(end.getKey()) < end.getValue())) {
            for (ConsumerRecord<String, String> one : reader.poll(Duration.ofMillis(200))) {
                JsonNode event = JSON.readTree(one.value());
                Seen text = Seen.of(
                        event.path("id").asText(),
                        event.path("data").path("text").asText());
                JsonNode file = event.at("/data/files/0");
                seen.add(
                        file.path("content").asText().equals("aW5zaWRl")
                                ? text.with(file.path("name").asText())
                                : text);
            }
        }
        return List.copyOf(seen);
    }

    @Override
    void close() throws Exception {
        super.close();
        reader.close();
        broker.close();
    }
}
