package dev.hubbub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Very much falls due at once: it leaves as fast as its channel may send and no faster, and nobody else waits for it. */
@Tag("slow")
@Tag("alone")
class BacklogTest {
    private static final int RATE = Scale.of(500, 800);
    private static final int DELIVERIES = Scale.of(5_000, 100_000);
    private static final int REMINDERS = Scale.of(100, 2_000);
    private static final int REMIND_IN = Scale.of(6, 60);
    private static final int BATCH = 1_000;
    /** On a busy machine a p99 of some milliseconds doubles by itself. */
    private static final Duration FLOOR = Duration.ofMillis(250);

    private static final String CAPPED = "/channels/test/capped";
    private static final String SENT = "select count(*) from delivery where channel = 'test/capped' and state = 'sent'";

    @Test
    void backlogLeavesAtItsRateWhileTheHubAnswersAtOnce(@TempDir Path folder) throws Exception {
        prepare(folder);
        try (AskedHub hub = AskedHub.start(folder, Map.of("HUBBUB_BOT_REMINDERS", "1000000"))) {
            Asking admin = hub.admin();
            await().until(() -> hub.channelsOut("test/capped").size() == 1);
            Patients patients = new Patients(admin);
            patients.p99(Scale.of(100, 500), () -> false);
            Duration undisturbed = patients.p99(Scale.of(200, 1_000), () -> false);
            assertThat(admin.post(CAPPED + "/pause", "").status()).isLessThan(300);
            post(admin, "/channels/test/source/messages", DELIVERIES, "much");
            assertThat(hub.number(SENT)).isZero();

            long begun = System.nanoTime();
            assertThat(admin.post(CAPPED + "/resume", "").status()).isLessThan(300);
            CompletableFuture<Duration> others = CompletableFuture.supplyAsync(
                    () -> patients.p99(Scale.of(200, 1_000), () -> hub.number(SENT) < DELIVERIES));
            await().atMost(Duration.ofSeconds(60L + 3L * DELIVERIES / RATE))
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> {
                        long sent = hub.number(SENT);
                        double seconds = (System.nanoTime() - begun) / (double) TimeUnit.SECONDS.toNanos(1);
                        assertThat(sent)
                                .as("sent after " + seconds + " s")
                                .isLessThanOrEqualTo((long) (RATE * seconds) + 1);
                        return sent == DELIVERIES;
                    });
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            Duration disturbed = others.join();
            Scale.figure(
                    "backlog",
                    "deliveries=" + DELIVERIES + " rate=" + RATE + "/s left in " + took.toMillis() + " ms ("
                            + DELIVERIES * 1000L / took.toMillis() + "/s), p99 of others undisturbed="
                            + undisturbed.toMillis() + " ms disturbed=" + disturbed.toMillis() + " ms");
            assertThat(disturbed).isLessThan(max(undisturbed.multipliedBy(2), FLOOR));
            remindersDueAtOnce(hub, patients, max(undisturbed.multipliedBy(2), FLOOR));
        }
    }

    private static void remindersDueAtOnce(AskedHub hub, Patients patients, Duration bound) {
        String said = "select count(*) from message where channel = 'hub/bot' and external_id like 'reminder:%'";
        post(hub.admin(), CAPPED + "/messages", REMINDERS, "!remind in " + REMIND_IN + "s now");
        await().atMost(Duration.ofMinutes(10)).until(() -> hub.number("select count(*) from reminder") == REMINDERS);
        Duration disturbed = patients.p99(100, () -> hub.number(said) < REMINDERS);
        await().atMost(Duration.ofMinutes(5))
                .until(() -> hub.number("select count(*) from delivery where state = 'pending'") == 0);
        assertThat(hub.number(said)).isEqualTo(REMINDERS);
        assertThat(hub.number("select count(*) from reminder where state = 'said'"))
                .isEqualTo(REMINDERS);
        Scale.figure(
                "backlog",
                "reminders=" + REMINDERS + " due at once, each said once, p99 of others=" + disturbed.toMillis()
                        + " ms");
        assertThat(disturbed).isLessThan(bound);
    }

    private static void prepare(Path folder) throws Exception {
        Files.createDirectories(folder.resolve("routes"));
        Files.createDirectories(folder.resolve("config/rules"));
        Files.copy(Path.of("routes/commands.camel.yaml"), folder.resolve("routes/commands.camel.yaml"));
        Files.writeString(folder.resolve("routes/capped.camel.yaml"), """
                - route: { id: capped, from: { uri: "hub:test/capped?rate=%d&concurrency=8", steps: [ { to: "log:capped?level=DEBUG&showBody=false" } ] } }
                - route: { id: source, from: { uri: "hub:test/source", steps: [ { to: "log:source?level=DEBUG&showBody=false" } ] } }
                """.formatted(RATE));
        Files.writeString(folder.resolve("config/rules/capped.yaml"), """
                rules:
                  - { name: much at once, when: { channel: test/source }, then: [ { send: test/capped } ] }
                """);
    }

    private static void post(Asking asking, String path, int count, String text) {
        for (int left = count; left > 0; left -= BATCH) {
            String messages = IntStream.range(0, Math.min(BATCH, left))
                    .mapToObj(i -> "{\"text\":\"" + text + "\"}")
                    .collect(Collectors.joining(","));
            Asking.Answered answered = asking.post(path + "/batch", "{\"messages\":[" + messages + "]}");
            assertThat(answered.status()).as(answered.body()).isEqualTo(201);
        }
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
