package dev.hubbub.outbox;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClaimingTest {
    private static final ChannelId ROOM = ChannelId.parse("chatbot/ops");

    private final TableFake table = new TableFake();
    private final Beginner beginner = new Beginner(table);
    private final Settler settler = new Settler(table);
    private final Backlog backlog = new Backlog(1000);

    @AfterEach
    void close() {
        beginner.close();
        settler.close();
    }

    private Claiming claiming(boolean ordered) {
        ReentrantLock lock = new ReentrantLock();
        Outbox.Surroundings around = new Outbox.Surroundings(
                table, beginner, settler, ForkJoinPool.commonPool(), 1000, Duration.ofHours(1), Clock.systemUTC());
        return new Claiming(ROOM, ordered, around, backlog, lock, lock.newCondition());
    }

    private void owe(int many) {
        Instant now = Instant.now();
        for (int i = 0; i < many; i++) {
            MessageId message = new MessageId(UuidCreator.getTimeOrderedEpochPlus1());
            DeliveryId id = new DeliveryId(UuidCreator.getTimeOrderedEpochPlus1());
            table.insert(
                    new Owed(
                            new Delivery(id, message, Target.of(ROOM), DeliveryState.PENDING, 0, now, null, null, now),
                            new Message(
                                    message, now, Draft.of(ROOM, Address.ofUser("ana"), "x"), Set.of(), false, false)),
                    false);
        }
    }

    private static int begun(Claiming claiming) {
        int begun = 0;
        while (claiming.due()) {
            claiming.begin();
            begun++;
        }
        return begun;
    }

    @Test
    void looksOnceAtFirstAndSeveralTimesAtOnceWhileThereIsPlenty() {
        owe(300);
        Claiming claiming = claiming(false);
        assertThat(begun(claiming)).isEqualTo(1);
        claiming.look();
        assertThat(backlog.size()).isEqualTo(200);
        assertThat(begun(claiming)).isEqualTo(3);
    }

    @Test
    void takesNoMoreThanThereIsRoomFor() {
        owe(900);
        Claiming claiming = claiming(false);
        for (int i = 0; i < 3; i++) {
            claiming.begin();
            claiming.look();
        }
        assertThat(begun(claiming)).isEqualTo(2);
    }

    @Test
    void waitsWhenItHasFoundLittleUnlessToldThatThereIsMore() {
        owe(1);
        Claiming claiming = claiming(false);
        claiming.begin();
        claiming.look();
        // what it found may not be all there is: until a look finds nothing, it goes on
        claiming.begin();
        claiming.look();
        assertThat(claiming.due()).isFalse();
        claiming.soon();
        assertThat(begun(claiming)).isEqualTo(1);
    }

    @Test
    void anOrderedLaneNeverLooksTwiceAtOnceNorWhileItHoldsSomething() {
        owe(300);
        Claiming claiming = claiming(true);
        assertThat(begun(claiming)).isEqualTo(1);
        claiming.look();
        assertThat(claiming.due()).isFalse();
    }
}
