package dev.hubbub.outbox;

import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What a lane counted since the hub started. */
public final class LaneStats {
    final LongAdder sent = new LongAdder();
    final LongAdder retried = new LongAdder();
    final LongAdder dead = new LongAdder();
    final LongAdder uncertain = new LongAdder();
    private volatile @Nullable Trouble trouble;

    /**
     * The last failure, until an attempt succeeds again.
     *
     * @param reason one line
     * @param at when
     */
    public record Trouble(String reason, Instant at) {}

    /** Notes a failure; answers whether it is news: the first, or another than the last. */
    boolean failed(String reason, Instant at) {
        Trouble before = trouble;
        trouble = new Trouble(reason, at);
        return before == null || !before.reason().equals(reason);
    }

    void succeeded() {
        sent.increment();
        trouble = null;
    }

    /** Deliveries that the target took. */
    public long sent() {
        return sent.sum();
    }

    /** Attempts that failed and are tried again. */
    public long retried() {
        return retried.sum();
    }

    /** Deliveries given up. */
    public long dead() {
        return dead.sum();
    }

    /** Deliveries whose attempt was interrupted. */
    public long uncertain() {
        return uncertain.sum();
    }

    /** The failure the lane is in, or null if its last attempt went well. */
    public @Nullable Trouble trouble() {
        return trouble;
    }
}
