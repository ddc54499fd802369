package dev.hubbub.api;

import static dev.hubbub.api.SharedHub.TEAM;
import static dev.hubbub.api.SharedHub.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.AskedHub;
import dev.hubbub.Asking;
import dev.hubbub.Asking.Answered;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What callers see when the hub cannot keep up, and what those who watch it see. */
class LoadApiTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void whatDoesNotFitIsRefusedAtOnceAndWhatWasAcceptedIsStored(@TempDir Path folder) throws Exception {
        Map<String, String> narrow = Map.of("HUBBUB_INTAKE_QUEUE", "3", "HUBBUB_INTAKE_BATCH", "1");
        try (AskedHub hub = AskedHub.start(folder, narrow)) {
            Asking admin = hub.admin();
            List<CompletableFuture<Answered>> posts;
            AutoCloseable held = hub.holdCommits();
            try {
                posts = IntStream.range(0, 20)
                        .mapToObj(i -> admin.postAsync(TEAM, says("no " + i)))
                        .toList();
                await().atMost(SOON).until(() -> done(posts) >= 15);
            } finally {
                held.close();
            }
            List<Answered> answers = posts.stream().map(CompletableFuture::join).toList();

            List<Answered> refused =
                    answers.stream().filter(answer -> answer.status() == 503).toList();
            assertThat(refused).hasSizeGreaterThanOrEqualTo(15).allSatisfy(answer -> {
                assertThat(answer.header("Retry-After")).isEqualTo("1");
                assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
            });
            List<Answered> stored =
                    answers.stream().filter(answer -> answer.status() == 201).toList();
            assertThat(stored.size() + refused.size()).isEqualTo(20);
            assertThat(hub.number("select count(*) from message")).isEqualTo(stored.size());
            assertThat(admin.post(TEAM, says("now there is room")).status()).isEqualTo(201);
        }
    }

    @Test
    void figuresTellMessagesDeliveriesAndQueues() {
        SharedHub.MEMBER.post(TEAM, says("boom for the figures"));

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(
                                SharedHub.OPERATOR.get("!/observe/metrics").body())
                        .contains("hubbub_messages_total{channel=\"shoutbox/team\",outcome=\"stored\"}")
                        .contains("hubbub_deliveries_total{channel=\"test/out\",outcome=\"sent\"}")
                        .contains("hubbub_deliveries_total{channel=\"test/broken\",outcome=\"dead\"}")
                        .contains("hubbub_delivery_latency_seconds_bucket{channel=\"test/out\"")
                        .contains("hubbub_outbox_pending{channel=\"test/out\"}")
                        .contains("hubbub_intake_commit_seconds_bucket")
                        .contains("hubbub_intake_waiting")
                        .contains("hubbub_streams"));
    }

    private static long done(List<CompletableFuture<Answered>> posts) {
        return posts.stream().filter(CompletableFuture::isDone).count();
    }
}
