package dev.hubbub.api;

import dev.hubbub.api.archive.ChannelBook;
import dev.hubbub.api.archive.Tally;
import dev.hubbub.message.ChannelId;
import java.time.Duration;
import java.util.Map;

/**
 * Counts of channels, counted anew when somebody asks, but not all the time: a count is good for a second, and for
 * twenty times as long as it took, so that a long log costs no more than a twentieth of the database.
 */
public final class Tallies {
    private static final long AT_LEAST = Duration.ofSeconds(1).toNanos();
    private static final int TIMES = 20;

    private final ChannelBook book;
    private Map<ChannelId, Tally> counted = Map.of();
    private long goodUntil = System.nanoTime();

    public Tallies(ChannelBook book) {
        this.book = book;
    }

    /** Counts of every channel that the log mentions; may wait for the database. */
    public synchronized Map<ChannelId, Tally> all() {
        long now = System.nanoTime();
        if (now - goodUntil >= 0) {
            counted = Map.copyOf(book.tallies());
            long took = System.nanoTime() - now;
            goodUntil = System.nanoTime() + Math.max(AT_LEAST, took * TIMES);
        }
        return counted;
    }

    Tally of(ChannelId channel) {
        return all().getOrDefault(channel, Tally.NONE);
    }
}
