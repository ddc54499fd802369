package dev.hubbub.channel.sms;

import dev.hubbub.outbox.DeliveryException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Keeps submissions apart: by the rate that was agreed, and by more while the SMSC says that they are too fast. */
final class Slowness {
    private static final long FIRST = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long LONGEST = TimeUnit.SECONDS.toNanos(4);

    private final long spacing;
    private long penalty;
    private long next = System.nanoTime();

    /** @param rate in a second; 0: no limit */
    Slowness(double rate) {
        this.spacing = rate == 0 ? 0 : (long) (TimeUnit.SECONDS.toNanos(1) / rate);
    }

    /** Waits for the next place. */
    void await() throws DeliveryException.Temporary {
        try {
            TimeUnit.NANOSECONDS.sleep(place() - System.nanoTime());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DeliveryException.Temporary("the channel stopped before it was submitted", e);
        }
    }

    private synchronized long place() {
        long now = System.nanoTime();
        long mine = next - now > 0 ? next : now;
        next = mine + Math.max(spacing, penalty);
        return mine;
    }

    /** The SMSC says that this was too fast. */
    synchronized void grow() {
        penalty = penalty == 0 ? FIRST : Math.min(2 * penalty, LONGEST);
        next = System.nanoTime() + penalty;
    }

    /** The SMSC took one. */
    synchronized void shrink() {
        penalty = penalty <= FIRST ? 0 : penalty / 2;
    }

    /** How much it holds back at present, beside the rate. */
    synchronized Duration penalty() {
        return Duration.ofNanos(penalty);
    }
}
