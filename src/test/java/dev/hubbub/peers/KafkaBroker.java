package dev.hubbub.peers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A Kafka broker that is its own controller (KRaft), in a process and a folder of its own. */
public final class KafkaBroker implements AutoCloseable {
    private final Daemon daemon;
    private final int port;
    private final KafkaProducer<String, String> producer;

    private KafkaBroker(Daemon daemon, int port) {
        this.daemon = daemon;
        this.port = port;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", brokers(), "acks", "all", "enable.idempotence", "true", "linger.ms", "0"),
                new StringSerializer(),
                new StringSerializer());
    }

    public static KafkaBroker start(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        int port = FreePort.take();
        int controller = FreePort.take();
        Files.writeString(folder.resolve("server.properties"), """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%2$d
                listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
                controller.listener.names=CONTROLLER
                listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
                log.dirs=logs
                num.partitions=2
                offsets.topic.num.partitions=1
                offsets.topic.replication.factor=1
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                group.initial.rebalance.delay.ms=0
                """.formatted(port, controller));
        run(
                folder,
                java("kafka.tools.StorageTool", "format", "-t", "4L6g3nShT-eMCtK--X86sw", "-c", "server.properties"));
        Daemon daemon = new Daemon(folder, port, java("kafka.Kafka", "server.properties"));
        daemon.start();
        return new KafkaBroker(daemon, port);
    }

    private static String[] java(String type, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                type));
        command.addAll(List.of(arguments));
        return command.toArray(String[]::new);
    }

    private static void run(Path folder, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(said);
        }
    }

    public String brokers() {
        return "127.0.0.1:" + port;
    }

    /** Writes a record, and waits until the broker has it; that may be after a restart. */
    public void write(String topic, String key, String value) throws InterruptedException, ExecutionException {
        write(topic, key, value, Map.of());
    }

    /** The same with headers. */
    public void write(String topic, String key, String value, Map<String, String> headers)
            throws InterruptedException, ExecutionException {
        ProducerRecord<String, String> written = new ProducerRecord<>(topic, key, value);
        headers.forEach((name, text) -> written.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
        var unused = producer.send(written).get();
    }

    /** Makes a topic. */
    public void create(String topic) throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers()))) {
            admin.createTopics(List.of(new NewTopic(topic, Optional.empty(), Optional.empty())))
                    .all()
                    .get();
        }
    }

    /** Reads a topic from its beginning, as it is now. */
    public List<ConsumerRecord<String, String>> read(String topic) {
        List<ConsumerRecord<String, String>> all = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", brokers()), new StringDeserializer(), new StringDeserializer())) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(one -> new org.apache.kafka.common.TopicPartition(one.topic(), one.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<org.apache.kafka.common.TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(all::add);
            }
        }
        return all;
    }

    /** Stops it in good order and starts it again. */
    public void restart() throws IOException {
        daemon.close();
        daemon.start();
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
        daemon.close();
    }
}
