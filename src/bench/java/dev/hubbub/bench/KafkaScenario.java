package dev.hubbub.bench;

import dev.hubbub.peers.KafkaBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A topic with records that wait: read into the hub, each stored for good before its offset moves, and read by a consumer that does
 * nothing but move offsets as often.
 */
final class KafkaScenario implements Scenario {
    /** As in the example's route: at most so many records to a commit of offsets. */
    private static final int POLLED = 200;

    private static final int LENGTH = 280;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public String about() {
        return "records of a topic stored by the hub, beside a bare consumer that commits offsets as often";
    }

    @Override
    public List<Result> run(Ground ground) throws Exception {
        int count = Integer.getInteger("bench.kafka", ground.thorough() ? 100_000 : 20_000);
        String database = ground.database("kafka");
        try (KafkaBroker broker = KafkaBroker.start(ground.folder("kafka"))) {
            broker.create("in");
            try (HubRun hub = HubRun.start(ground, database, files(broker), Map.of())) {
                Rest rest = new Rest(hub);
                // once around, so that nothing is measured cold
                double unused = ours(ground, rest, broker, database, Math.max(1, count / 4));
                double ours = ours(ground, rest, broker, database, count);
                double bare = bare(broker, count);
                String variant = String.format(Locale.ROOT, "%,d records, %d a commit", count, POLLED);
                return List.of(
                        new Result(name(), variant, "messages/s", ours, "consumer", bare, null, null, "shown", null));
            }
        }
    }

    private static Map<String, String> files(KafkaBroker broker) throws IOException {
        return Map.of(
                "routes/kafka.camel.yaml",
                Files.readString(Path.of("docs", "examples", "kafka.camel.yaml")),
                "config/application.properties",
                "kafka.brokers = " + broker.brokers() + "\nkafka.group = hub\nkafka.in = in\nkafka.out = out\n");
    }

    /** Messages a second from the first that is stored to the last. */
    private static double ours(Ground ground, Rest rest, KafkaBroker broker, String database, int count)
            throws Exception {
        rest.post("/route-files/kafka.camel.yaml/pause", "");
        fill(broker, count);
        ground.settle();
        double wanted = number(ground, database, "select count(*) from message where channel = 'kafka/main'") + count;
        rest.post("/route-files/kafka.camel.yaml/resume", "");
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (number(ground, database, "select count(*) from message where channel = 'kafka/main'") < wanted) {
            if (System.nanoTime() > end) {
                throw new IOException("not all records are stored after " + PATIENCE);
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        return (count - 1)
                / number(
                        ground,
                        database,
                        "select extract(epoch from max(received_at) - min(received_at)) from (select"
                                + " received_at from message where channel = 'kafka/main' order by id desc limit "
                                + count
                                + ") last");
    }

    private static double number(Ground ground, String database, String sql) throws SQLException {
        try (Connection connection = ground.connect(database);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getDouble(1);
        }
    }

    private static void fill(KafkaBroker broker, int count) throws Exception {
        Texts texts = new Texts(count);
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.brokers(), "acks", "all"),
                new StringSerializer(),
                new StringSerializer())) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                sent.add(producer.send(new ProducerRecord<>("in", "key " + i % 10, texts.next(LENGTH))));
            }
            for (Future<RecordMetadata> one : sent) {
                var unused = one.get();
            }
        }
    }

    /** The same records, after as many as the hub had first. */
    private static double bare(KafkaBroker broker, int count) {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        broker.brokers(),
                        "group.id",
                        "bare",
                        "auto.offset.reset",
                        "earliest",
                        "enable.auto.commit",
                        "false",
                        "max.poll.records",
                        POLLED),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.subscribe(List.of("in"));
            int unused = read(consumer, Math.max(1, count / 4));
            long start = System.nanoTime();
            int read = read(consumer, count - POLLED);
            return read / ((System.nanoTime() - start) / 1e9);
        }
    }

    /** Reads so many or a little more. */
    private static int read(KafkaConsumer<String, String> consumer, int count) {
        int read = 0;
        while (read < count) {
            read += consumer.poll(Duration.ofSeconds(1)).count();
            consumer.commitSync();
        }
        return read;
    }
}
