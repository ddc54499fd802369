package dev.hubbub.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.hubbub.intake.PlannedDelivery;
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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private static final ChannelId ROOM = ChannelId.parse("chatbot/ops");
    private static final ChannelId BOX = ChannelId.parse("shoutbox/team");

    private final TableFake table = new TableFake();
    private final Outbox outbox = new Outbox(table, 100, Duration.ofMillis(20), Clock.systemUTC(), Set.of());
    private final List<String> seen = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void close() {
        outbox.close();
    }

    private static LaneOptions options(boolean ordered, int maxAttempts, boolean deduplicates) {
        return new LaneOptions(
                0, 1, ordered, maxAttempts, Duration.ofMillis(10), 2, Duration.ofMillis(20), deduplicates);
    }

    private DeliveryId accept(ChannelId channel, String text) {
        Instant now = Instant.now();
        Message message = new Message(
                new MessageId(UuidCreator.getTimeOrderedEpochPlus1()),
                now,
                Draft.of(BOX, Address.ofUser("ana"), text),
                Set.of(),
                false,
                false);
        boolean handedOver = outbox.reserve(channel);
        PlannedDelivery planned = new PlannedDelivery(
                new DeliveryId(UuidCreator.getTimeOrderedEpochPlus1()), Target.of(channel), handedOver);
        Delivery row = new Delivery(
                planned.id(),
                message.id(),
                planned.target(),
                DeliveryState.PENDING,
                handedOver ? 1 : 0,
                now,
                null,
                null,
                now);
        table.insert(new Owed(row, message), handedOver);
        outbox.committed(message, planned, now);
        return planned.id();
    }

    private Sender recording() {
        return owed -> {
            seen.add(owed.message().text());
            return new Outcome.Sent(null);
        };
    }

    private void awaitState(DeliveryId id, DeliveryState state) {
        await().untilAsserted(() -> assertThat(table.state(id)).isEqualTo(state));
    }

    @Test
    void sendsWhatWasOwedBeforeTheChannelCameUp() {
        DeliveryId early = accept(ROOM, "early");
        outbox.open(ROOM, LaneOptions.USUAL, recording());
        awaitState(early, DeliveryState.SENT);
        assertThat(table.attempts(early)).isEqualTo(1);
    }

    @Test
    void keepsOrderThroughMemoryTableAndOverflow() {
        outbox.open(ROOM, options(true, 5, true), recording());
        List<String> said = new ArrayList<>();
        DeliveryId last = accept(ROOM, "first");
        said.add("first");
        for (int i = 0; i < 2_000; i++) {
            said.add("n" + i);
            last = accept(ROOM, "n" + i);
        }
        awaitState(last, DeliveryState.SENT);
        assertThat(seen).isEqualTo(said);
    }

    @Test
    void anOrderedChannelWaitsForTheOneThatIsRetried() {
        AtomicInteger failures = new AtomicInteger(3);
        outbox.open(ROOM, options(true, 10, true), owed -> {
            if (owed.message().text().equals("b") && failures.getAndDecrement() > 0) {
                return new Outcome.Failed("not now", null);
            }
            seen.add(owed.message().text());
            return new Outcome.Sent(null);
        });
        accept(ROOM, "a");
        DeliveryId retried = accept(ROOM, "b");
        accept(ROOM, "c");
        DeliveryId last = accept(ROOM, "d");
        awaitState(last, DeliveryState.SENT);
        assertThat(seen).containsExactly("a", "b", "c", "d");
        assertThat(table.attempts(retried)).isEqualTo(4);
    }

    @Test
    void anUnorderedChannelGoesOnMeanwhile() {
        outbox.open(ROOM, options(false, 1_000, true), owed -> {
            if (owed.message().text().equals("stuck")) {
                return new Outcome.Failed("not now", null);
            }
            seen.add(owed.message().text());
            return new Outcome.Sent(null);
        });
        DeliveryId stuck = accept(ROOM, "stuck");
        DeliveryId free = accept(ROOM, "free");
        awaitState(free, DeliveryState.SENT);
        assertThat(table.state(stuck)).isEqualTo(DeliveryState.PENDING);
    }

    @Test
    void givesUpAfterItsAttemptsAndAtOnceWhenRejected() {
        outbox.open(
                ROOM,
                options(false, 3, true),
                owed -> owed.message().text().equals("never")
                        ? new Outcome.Rejected("no such room")
                        : new Outcome.Failed("down", null));
        DeliveryId failing = accept(ROOM, "again");
        DeliveryId rejected = accept(ROOM, "never");
        awaitState(failing, DeliveryState.DEAD);
        awaitState(rejected, DeliveryState.DEAD);
        assertThat(table.attempts(failing)).isEqualTo(3);
        assertThat(table.attempts(rejected)).isEqualTo(1);
    }

    @Test
    void aDeliveryWhoseAttemptsWereUsedUpByCrashesDiesWithoutAnother() {
        outbox.open(ROOM, options(false, 3, true), recording());
        Instant now = Instant.now();
        Message message = new Message(
                new MessageId(UuidCreator.getTimeOrderedEpochPlus1()),
                now,
                Draft.of(BOX, Address.ofUser("ana"), "poison"),
                Set.of(),
                false,
                false);
        DeliveryId id = new DeliveryId(UuidCreator.getTimeOrderedEpochPlus1());
        table.insert(
                new Owed(
                        new Delivery(id, message.id(), Target.of(ROOM), DeliveryState.PENDING, 3, now, null, null, now),
                        message),
                false);
        awaitState(id, DeliveryState.DEAD);
        assertThat(seen).isEmpty();
    }

    @Test
    void marksTheBeginningWhereTheTargetCannotTellARepeat() {
        outbox.open(ROOM, options(false, 3, false), recording());
        DeliveryId id = accept(ROOM, "sms");
        awaitState(id, DeliveryState.SENT);
        assertThat(table.begun).containsExactly(id);
    }

    @Test
    void holdsBackWhilePausedAndOtherChannelsGoOn() {
        outbox.open(ROOM, LaneOptions.USUAL, recording());
        outbox.open(BOX, LaneOptions.USUAL, recording());
        outbox.pause(ROOM);
        DeliveryId held = accept(ROOM, "held");
        DeliveryId free = accept(BOX, "free");
        awaitState(free, DeliveryState.SENT);
        assertThat(table.state(held)).isEqualTo(DeliveryState.PENDING);
        outbox.resume(ROOM);
        awaitState(held, DeliveryState.SENT);
    }

    @Test
    void oneHangingChannelDoesNotSlowAnother() {
        CountDownLatch hang = new CountDownLatch(1);
        outbox.open(ROOM, LaneOptions.USUAL, owed -> {
            try {
                hang.await();
            } catch (InterruptedException e) {
                return new Outcome.Interrupted("stopped");
            }
            return new Outcome.Sent(null);
        });
        outbox.open(BOX, LaneOptions.USUAL, recording());
        for (int i = 0; i < 300; i++) {
            accept(ROOM, "hangs");
        }
        DeliveryId free = accept(BOX, "free");
        awaitState(free, DeliveryState.SENT);
        hang.countDown();
    }

    @Test
    void nothingIsLostOrSentTwiceWhenAChannelIsReplacedUnderTraffic() {
        outbox.open(ROOM, options(true, 5, true), recording());
        DeliveryId last = accept(ROOM, "first");
        for (int i = 0; i < 500; i++) {
            last = accept(ROOM, "n" + i);
            if (i % 100 == 50) {
                outbox.close(ROOM);
                outbox.open(ROOM, options(true, 5, true), recording());
            }
        }
        awaitState(last, DeliveryState.SENT);
        assertThat(seen).hasSize(501).doesNotHaveDuplicates();
    }

    @Test
    void refusesASecondSenderForOneChannel() {
        outbox.open(ROOM, LaneOptions.USUAL, recording());
        assertThatThrownBy(() -> outbox.open(ROOM, LaneOptions.USUAL, recording()))
                .hasMessageContaining("hub:chatbot/ops");
    }

    @Test
    void aSenderThatBreaksCostsAnAttemptAndNotTheChannel() {
        AtomicInteger breaks = new AtomicInteger(2);
        outbox.open(ROOM, options(false, 5, true), owed -> {
            switch (breaks.getAndDecrement()) {
                case 2 -> throw new StackOverflowError();
                case 1 -> throw new IllegalStateException("broken");
                default -> {
                    return new Outcome.Sent(null);
                }
            }
        });
        DeliveryId id = accept(ROOM, "again");
        awaitState(id, DeliveryState.SENT);
        assertThat(table.attempts(id)).isEqualTo(3);
    }

    @Test
    void anOutcomeThatCannotBeWrittenHoldsUpNoOther() {
        table.unwritable = "bad id";
        outbox.open(ROOM, LaneOptions.USUAL, owed -> new Outcome.Sent("bad id"));
        outbox.open(BOX, LaneOptions.USUAL, recording());
        DeliveryId bad = accept(ROOM, "bad");
        DeliveryId good = accept(BOX, "good");
        awaitState(good, DeliveryState.SENT);
        awaitState(bad, DeliveryState.SENT);
    }
}
