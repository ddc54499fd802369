package dev.hubbub.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.github.f4b6a3.uuid.UuidCreator;
import dev.hubbub.message.Address;
import dev.hubbub.message.ChannelId;
import dev.hubbub.message.Delivery;
import dev.hubbub.message.DeliveryId;
import dev.hubbub.message.DeliveryState;
import dev.hubbub.message.Draft;
import dev.hubbub.message.Message;
import dev.hubbub.message.MessageId;
import dev.hubbub.message.Target;
import dev.hubbub.outbox.DeliveryQueue.Owed;
import dev.hubbub.outbox.DeliveryQueue.Settlement;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.Set;
import org.apache.camel.util.TimeUtils;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
    private static final ChannelId CHANNEL = ChannelId.parse("webhook/main");
    private static final Instant START = Instant.parse("2026-11-26T12:00:00Z");

    private static Owed owed(int attempts, Instant at) {
        Message message = new Message(
                new MessageId(UuidCreator.getTimeOrderedEpochPlus1()),
                at,
                Draft.of(CHANNEL, Address.ofUser("ana"), "hello"),
                Set.of(),
                false,
                false);
        Delivery delivery = new Delivery(
                new DeliveryId(UuidCreator.getTimeOrderedEpochPlus1()),
                message.id(),
                Target.of(CHANNEL),
                DeliveryState.PENDING,
                attempts,
                at,
                null,
                null,
                at);
        return new Owed(delivery, message);
    }

    /** As the route file of webhooks has it. */
    private static LaneOptions webhooks() throws Exception {
        JsonNode out = new YAMLMapper()
                .readTree(Path.of("routes/webhook.camel.yaml").toFile())
                .path(0)
                .path("route")
                .path("from")
                .path("parameters");
        return new LaneOptions(
                0,
                out.path("concurrency").asInt(),
                false,
                out.path("maxAttempts").asInt(),
                Duration.ofMillis(TimeUtils.toMilliSeconds(out.path("backoff").asText())),
                out.path("backoffFactor").asDouble(),
                Duration.ofMillis(
                        TimeUtils.toMilliSeconds(out.path("maxBackoff").asText())),
                true);
    }

    @RepeatedTest(50)
    void aWebhookIsTriedTenTimesOverAboutThreeDays() throws Exception {
        RetryPolicy policy = new RetryPolicy(webhooks(), new Random());
        Instant at = START;
        for (int attempt = 1; attempt <= 10; attempt++) {
            Settlement settled = policy.settle(owed(attempt, at), new Outcome.Failed("HTTP 500", null), at, at);
            assertThat(settled.state()).isEqualTo(attempt < 10 ? DeliveryState.PENDING : DeliveryState.DEAD);
            at = settled.dueAt();
        }
        assertThat(Duration.between(START, at)).isBetween(Duration.ofDays(2), Duration.ofDays(4));
    }

    @Test
    void waitsGrowByTheFactorUpToTheLongest() {
        LaneOptions options =
                new LaneOptions(0, 1, false, 1_000_000, Duration.ofSeconds(1), 10, Duration.ofMinutes(1), true);
        RetryPolicy policy = new RetryPolicy(options, new Random());
        for (int attempt : new int[] {1, 2, 3, 40, 999_999}) {
            Duration wait = Duration.between(
                    START,
                    policy.settle(owed(attempt, START), new Outcome.Failed("no", null), START, START)
                            .dueAt());
            Duration most = Duration.ofSeconds(attempt == 1 ? 1 : attempt == 2 ? 10 : 60);
            assertThat(wait).as("after attempt %s", attempt).isBetween(most.dividedBy(2), most);
        }
    }

    @Test
    void aTargetIsNeverAskedAgainEarlierThanItWants() {
        RetryPolicy policy = new RetryPolicy(LaneOptions.USUAL, new Random());
        Settlement settled = policy.settle(owed(1, START), new Outcome.Failed("no", Duration.ofHours(5)), START, START);
        assertThat(settled.dueAt()).isEqualTo(START.plus(Duration.ofHours(5)));
    }
}
