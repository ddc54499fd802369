package dev.hubbub.channel;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Waits that double up to a limit, each shortened at random, so that many clients do not come back at the same moment. */
public final class Backoff {
    private final Duration first;
    private final Duration limit;
    private Duration current;

    public Backoff(Duration first, Duration limit) {
        this.first = first;
        this.limit = limit;
        this.current = first;
    }

    /** How long to wait now; between half and the whole of the current step. */
    public Duration next() {
        long millis = current.toMillis();
        Duration doubled = current.multipliedBy(2);
        current = doubled.compareTo(limit) > 0 ? limit : doubled;
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(millis / 2, millis + 1));
    }

    public void reset() {
        current = first;
    }
}
