package dev.hubbub.outbox;

import dev.hubbub.message.ChannelId;
import dev.hubbub.outbox.DeliveryQueue.Owed;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/**
 * When a lane looks into the table, and how often at once. A claim waits for the database most of its time; while there is
 * plenty in the table, several of an unordered lane run beside each other. All but {@link #look} is guarded by the
 * lane's lock.
 */
final class Claiming {
    /** Deliveries claimed together at most. */
    private static final int CLAIM = 200;

    private static final int AT_ONCE = 3;

    private final ChannelId channel;
    private final DeliveryQueue queue;
    private final Backlog backlog;
    private final Lock lock;
    private final Condition changed;
    private final boolean ordered;
    private final long poll;
    private final int laneSize;
    private final int size;
    private long next = System.nanoTime();
    private int running;
    /** The last claim found as much as it might. */
    private boolean plenty;

    Claiming(
            ChannelId channel,
            boolean ordered,
            Outbox.Surroundings around,
            Backlog backlog,
            Lock lock,
            Condition changed) {
        this.channel = channel;
        this.queue = around.queue();
        this.backlog = backlog;
        this.lock = lock;
        this.changed = changed;
        this.ordered = ordered;
        this.poll = around.poll().toNanos();
        this.laneSize = around.laneSize();
        this.size = Math.min(CLAIM, laneSize);
    }

    /**
     * Whether it is time to look. Unordered lanes do so on time even while memory is never empty, as long as there is room
     * for what they find; ordered ones empty it first, and never look twice at once.
     */
    boolean due() {
        if (next - System.nanoTime() > 0) {
            return false;
        }
        if (running == 0 && backlog.size() == 0) {
            return true;
        }
        return !ordered && running < (plenty ? AT_ONCE : 1) && backlog.size() + (running + 1) * size <= laneSize;
    }

    /** A look will follow. */
    void begin() {
        running++;
    }

    /** Nanoseconds until somebody should ask again, if nothing happens before. */
    long patience() {
        return running > 0 ? poll : next - System.nanoTime();
    }

    void soon() {
        next = System.nanoTime();
    }

    void within(Duration time) {
        long then = System.nanoTime() + time.toNanos();
        if (then - next < 0) {
            next = then;
        }
    }

    /** The table cannot be reached: not at once again. */
    void later() {
        next = System.nanoTime() + poll;
    }

    /** Claims; to be called without the lock, after {@link #begin}. */
    void look() {
        List<Owed> claimed = List.of();
        boolean all = false;
        long asked = next();
        try {
            claimed = queue.claim(channel, size, ordered);
            all = claimed.isEmpty() && !(ordered && queue.hasPending(channel));
        } finally {
            found(claimed, all, asked);
        }
    }

    private long next() {
        lock.lock();
        try {
            return next;
        } finally {
            lock.unlock();
        }
    }

    private void found(List<Owed> claimed, boolean all, long asked) {
        lock.lock();
        try {
            running--;
            claimed.forEach(backlog::add);
            plenty = claimed.size() == size;
            boolean more = plenty || (!claimed.isEmpty() && backlog.behind());
            // somebody who said meanwhile that there is something new is not forgotten
            if (!more && next == asked) {
                next = System.nanoTime() + poll;
            }
            if (all) {
                backlog.caughtUp();
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
