package dev.hubbub.api.archive;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was counted on one channel since the log begins.
 *
 * @param in messages that arrived on it
 * @param out deliveries owed to it
 * @param sent those that the target took
 * @param dead those that are dead, uncertain or bounced
 * @param pending those still owed
 * @param lastMessageAt when the last message arrived on it
 */
public record Tally(
        long in,
        long out,
        long sent,
        long dead,
        long pending,
        @Nullable Instant lastMessageAt) {
    /** Nothing yet. */
    public static final Tally NONE = new Tally(0, 0, 0, 0, 0, null);
}
