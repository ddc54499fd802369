package dev.hubbub.channel.xmpp;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How far each place (a room, or an account's direct messages) has been taken over, kept over restarts. */
public interface XmppMemory {
    /** What was remembered of a place; empty if it was never listened to. */
    Optional<LastSeen> load(String place);

    /** Remembers how far a place was taken over; the last call counts. */
    void save(String place, LastSeen seen);

    /**
     * How far a place was taken over.
     *
     * @param at when the newest message was said; nothing older than {@code begun} is ever new
     * @param begun when the place was first listened to
     * @param archiveId the server's archive id (XEP-0313) of the newest message, if it has one
     * @param keys the newest messages' keys, oldest first, so that overlapping histories are not taken twice
     */
    record LastSeen(Instant at, Instant begun, @Nullable String archiveId, List<String> keys) {
        public LastSeen {
            keys = List.copyOf(keys);
        }
    }
}
