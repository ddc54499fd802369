package dev.hubbub.outbox;

import java.util.concurrent.TimeUnit;

/** Spaces attempts evenly, so that a channel never sends faster than its rate. */
final class Pace {
    private final long spacing;
    private long next;

    /** @param rate per second; 0: no limit */
    Pace(double rate) {
        this.spacing = rate == 0 ? 0 : (long) (TimeUnit.SECONDS.toNanos(1) / rate);
        this.next = System.nanoTime();
    }

    /** Waits for the next place. */
    void await() throws InterruptedException {
        if (spacing > 0) {
            TimeUnit.NANOSECONDS.sleep(place() - System.nanoTime());
        }
    }

    private synchronized long place() {
        long now = System.nanoTime();
        long mine = next - now > 0 ? next : now;
        next = mine + spacing;
        return mine;
    }
}
