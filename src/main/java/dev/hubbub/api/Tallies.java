package dev.hubbub.api;

import dev.hubbub.api.archive.ChannelBook;
import dev.hubbub.api.archive.Tally;
import dev.hubbub.message.ChannelId;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts of channels, counted anew when somebody asks, but not all the time: a count is good for a second, and for
 * twenty times as long as it took, so that a long log costs no more than a twentieth of the database. Where counting takes
 * long, nobody waits for it: whoever asks gets the count before, and the next one the new.
 */
public final class Tallies {
    private static final Logger LOG = LoggerFactory.getLogger(Tallies.class);
    private static final long AT_LEAST = Duration.ofSeconds(1).toNanos();
    private static final int TIMES = 20;
    private static final long WORTH_WAITING_FOR = Duration.ofMillis(50).toNanos();

    private final ChannelBook book;
    private Map<ChannelId, Tally> counted = Map.of();
    private long goodUntil = System.nanoTime();
    private long took;
    private boolean counting;

    public Tallies(ChannelBook book) {
        this.book = book;
    }

    /** Counts of every channel that the log mentions; may wait for the database. */
    public synchronized Map<ChannelId, Tally> all() {
        if (System.nanoTime() - goodUntil >= 0 && !counting) {
            if (took <= WORTH_WAITING_FOR) {
                count();
            } else {
                counting = true;
                Thread thread = new Thread(this::countBeside, "hubbub-tallies");
                thread.setDaemon(true);
                thread.start();
            }
        }
        return counted;
    }

    private void countBeside() {
        try {
            count();
        } catch (RuntimeException e) {
            LOG.debug("channels are counted later: {}", e.toString());
            notNow();
        } finally {
            ended();
        }
    }

    private void count() {
        long begun = System.nanoTime();
        Map<ChannelId, Tally> now = Map.copyOf(book.tallies());
        counted(now, System.nanoTime() - begun);
    }

    private synchronized void counted(Map<ChannelId, Tally> now, long nanos) {
        counted = now;
        took = nanos;
        goodUntil = System.nanoTime() + Math.max(AT_LEAST, nanos * TIMES);
    }

    private synchronized void notNow() {
        goodUntil = System.nanoTime() + AT_LEAST;
    }

    private synchronized void ended() {
        counting = false;
    }

    Tally of(ChannelId channel) {
        return all().getOrDefault(channel, Tally.NONE);
    }
}
