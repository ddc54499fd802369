package dev.hubbub.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of deliveries in hand when their channel closes while the hub goes on. */
class LaneCloseTest {
    private static final ChannelId ROOM = ChannelId.parse("chatbot/ops");
    private static final Duration PATIENCE = Duration.ofMillis(200);

    private final TableFake table = new TableFake();
    private final Beginner beginner = new Beginner(table);
    private final Settler settler = new Settler(table);

    @AfterEach
    void close() {
        beginner.close();
        settler.close();
    }

    private Lane lane(double rate, boolean deduplicates, Sender sender) {
        LaneOptions options =
                new LaneOptions(rate, 1, false, 5, Duration.ofMillis(10), 2, Duration.ofMillis(20), deduplicates);
        Outbox.Surroundings around = new Outbox.Surroundings(
                table, beginner, settler, ForkJoinPool.commonPool(), 100, Duration.ofMillis(20), Clock.systemUTC());
        return new Lane(ROOM, options, sender, around, new LaneStats(), false);
    }

    private DeliveryId owe(String text) {
        Instant now = Instant.now();
        MessageId message = new MessageId(UuidCreator.getTimeOrderedEpochPlus1());
        DeliveryId id = new DeliveryId(UuidCreator.getTimeOrderedEpochPlus1());
        table.insert(
                new Owed(
                        new Delivery(id, message, Target.of(ROOM), DeliveryState.PENDING, 0, now, null, null, now),
                        new Message(message, now, Draft.of(ROOM, Address.ofUser("ana"), text), Set.of(), false, false)),
                false);
        return id;
    }

    @Test
    void oneThatWaitsForItsTurnGoesBackToTheTable() {
        AtomicInteger sent = new AtomicInteger();
        DeliveryId first = owe("first");
        DeliveryId second = owe("second");
        Lane lane = lane(0.01, true, owed -> {
            sent.incrementAndGet();
            return new Outcome.Sent(null);
        });
        await().until(() -> table.state(first) == DeliveryState.SENT && table.attempts(second) == 1);
        lane.close(PATIENCE);
        assertThat(sent).hasValue(1);
        assertThat(table.claim(ROOM, 10, true))
                .extracting(owed -> owed.delivery().id())
                .containsExactly(second);
    }

    @Test
    void anAttemptThatIsCutOffIsUncertainIfTheTargetCannotTellARepeat() {
        CountDownLatch begun = new CountDownLatch(1);
        DeliveryId id = owe("sms");
        Lane lane = lane(0, false, owed -> hang(begun));
        await().until(() -> begun.getCount() == 0);
        lane.close(PATIENCE);
        await().untilAsserted(() -> assertThat(table.state(id)).isEqualTo(DeliveryState.UNCERTAIN));
    }

    @Test
    void theOutcomeOfAnAttemptThatIsCutOffIsWritten() {
        CountDownLatch begun = new CountDownLatch(1);
        DeliveryId id = owe("late");
        Lane lane = lane(0, true, owed -> {
            Outcome cut = hang(begun);
            Thread.currentThread().interrupt();
            return cut instanceof Outcome.Failed ? new Outcome.Sent(null) : cut;
        });
        await().until(() -> begun.getCount() == 0);
        lane.close(PATIENCE);
        await().untilAsserted(() -> assertThat(table.state(id)).isEqualTo(DeliveryState.SENT));
    }

    private static Outcome hang(CountDownLatch begun) {
        begun.countDown();
        try {
            new CountDownLatch(1).await();
            return new Outcome.Sent(null);
        } catch (InterruptedException e) {
            return new Outcome.Failed("interrupted", null);
        }
    }
}
