package dev.hubbub.api.archive;

import dev.hubbub.message.ChannelId;
import java.util.Map;
import java.util.Set;

/** What the database knows about channels. */
public interface ChannelBook {
    /** Counts of every channel that the log mentions; as costly as the log is long. */
    Map<ChannelId, Tally> tallies();

    /** Channels with deliveries that are owed, or in trouble, and how many; as costly as these are many. */
    Map<ChannelId, Open> open();

    /**
     * What is not done with on one channel.
     *
     * @param pending deliveries still owed
     * @param dead those that are dead, uncertain or bounced
     */
    record Open(long pending, long dead) {
        /** All is done with. */
        public static final Open NONE = new Open(0, 0);
    }

    /**
     * Notes that a channel holds its deliveries back, or no longer does, with an event; saying the same twice is no error.
     *
     * @param by who wants it
     */
    void setPaused(ChannelId channel, boolean paused, String by);

    /** Channels that hold their deliveries back. */
    Set<ChannelId> paused();
}
