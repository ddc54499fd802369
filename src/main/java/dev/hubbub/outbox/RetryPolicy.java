package dev.hubbub.outbox;

import dev.hubbub.message.DeliveryState;
import dev.hubbub.outbox.DeliveryQueue.Owed;
import dev.hubbub.outbox.DeliveryQueue.Settlement;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/** Decides what follows from an outcome; the one place where it is decided whether and when to try again. */
final class RetryPolicy {
    private final LaneOptions options;
    private final RandomGenerator random;

    RetryPolicy(LaneOptions options, RandomGenerator random) {
        this.options = options;
        this.random = random;
    }

    /** Whether the attempts were used up by crashes before this one could run. */
    boolean exhausted(Owed owed) {
        return owed.delivery().attempts() > options.maxAttempts();
    }

    Settlement settle(Owed owed, Outcome outcome, Instant startedAt, Instant endedAt) {
        DeliveryState state;
        Instant dueAt = endedAt;
        if (outcome instanceof Outcome.Sent) {
            state = DeliveryState.SENT;
        } else if (outcome instanceof Outcome.Interrupted) {
            state = DeliveryState.UNCERTAIN;
        } else if (outcome instanceof Outcome.Failed failed && owed.delivery().attempts() < options.maxAttempts()) {
            state = DeliveryState.PENDING;
            dueAt = endedAt.plus(wait(owed.delivery().attempts(), failed));
        } else {
            state = DeliveryState.DEAD;
        }
        return new Settlement(owed.delivery(), outcome, state, dueAt, startedAt, endedAt);
    }

    /** Exponential, capped, with full jitter on the upper half; never shorter than the target asked for. */
    private Duration wait(int attempts, Outcome.Failed failed) {
        double first = (double) options.backoff().toMillis();
        double grown = first * Math.pow(options.backoffFactor(), Math.max(attempts - 1, 0));
        long capped = (long) Math.min(grown, (double) options.maxBackoff().toMillis());
        Duration wait = Duration.ofMillis(capped / 2 + random.nextLong(capped / 2 + 1));
        Duration asked = failed.after();
        return asked != null && asked.compareTo(wait) > 0 ? asked : wait;
    }
}
