package dev.hubbub.outbox;

import java.time.Duration;

/**
 * How a channel sends.
 *
 * @param rate attempts per second at most; 0: as fast as the target takes them
 * @param concurrency attempts under way at once, at least 1
 * @param ordered whether a delivery waits for those before it, also while one of them is retried
 * @param maxAttempts attempts before a delivery is given up
 * @param backoff wait before the second attempt; it grows from one to the next, with jitter
 * @param backoffFactor how many times longer than the one before each wait is, from 1 to 100
 * @param maxBackoff longest wait between attempts
 * @param deduplicates whether the target can tell a repeat by the delivery's id; if not, an interrupted attempt leaves
 *     the delivery uncertain instead of being repeated
 */
public record LaneOptions(
        double rate,
        int concurrency,
        boolean ordered,
        int maxAttempts,
        Duration backoff,
        double backoffFactor,
        Duration maxBackoff,
        boolean deduplicates) {

    /** One at a time, unordered, ten attempts over about half an hour, to a target that can tell a repeat. */
    public static final LaneOptions USUAL =
            new LaneOptions(0, 1, false, 10, Duration.ofSeconds(1), 2, Duration.ofMinutes(10), true);

    public LaneOptions {
        if (rate < 0 || concurrency < 1 || maxAttempts < 1 || backoff.isNegative() || maxBackoff.isNegative()) {
            throw new IllegalArgumentException(
                    "rate and backoff are not negative; concurrency and maxAttempts are at least 1");
        }
        if (!(backoffFactor >= 1 && backoffFactor <= 100)) {
            throw new IllegalArgumentException("backoffFactor is from 1 to 100");
        }
        if (ordered && concurrency > 1) {
            throw new IllegalArgumentException("an ordered channel sends one at a time: leave concurrency at 1");
        }
    }
}
