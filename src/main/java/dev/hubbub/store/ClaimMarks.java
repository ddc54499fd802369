package dev.hubbub.store;

import dev.hubbub.message.ChannelId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How far the claims of each channel have come. What is due is claimed oldest first, and the index keeps the remains of
 * what was claimed until it is vacuumed: a claim that began at the front each time would wade through ever more of them.
 * Now and then one begins there all the same, for what came late with an early date.
 */
final class ClaimMarks {
    private static final long KEPT = Duration.ofSeconds(1).toNanos();

    private record Mark(Instant dueAt, long madeAt) {}

    private final Map<ChannelId, Mark> marks = new ConcurrentHashMap<>();

    /** What is due before this need not be looked for; the epoch if everything must. */
    Instant from(ChannelId channel) {
        Mark mark = marks.get(channel);
        if (mark == null) {
            return Instant.EPOCH;
        }
        if (System.nanoTime() - mark.madeAt > KEPT) {
            marks.remove(channel, mark);
            return Instant.EPOCH;
        }
        return mark.dueAt;
    }

    /**
     * A claim that began at the given place has come so far, and there may be more.
     *
     * @param dueAt when the last of it was due
     */
    void reached(ChannelId channel, Instant from, Instant dueAt) {
        long now = System.nanoTime();
        marks.merge(
                channel,
                new Mark(dueAt, now),
                // one that did not begin at the front does not put off the next that does
                (old, made) -> from.equals(Instant.EPOCH) ? made : new Mark(dueAt, old.madeAt));
    }

    /** The channel's line ended there: the next claim begins at the front. */
    void ended(ChannelId channel) {
        marks.remove(channel);
    }
}
