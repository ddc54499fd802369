package dev.hubbub.security;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where sessions are kept. */
public interface SessionStore {
    /** Keeps a new session, and forgets those of anybody that were created or seen too long ago. */
    void add(Session session, Instant createdSince, Instant seenSince);

    /** A session with its user as it is now. */
    Optional<Found> find(String digest);

    /** Notes that a session was used. */
    void touch(String digest, Instant at);

    /** Ends one session. */
    void end(String digest);

    /**
     * Ends the sessions of a user.
     *
     * @param except the digest of one that stays, or null
     */
    void endAll(String user, @Nullable String except);

    /** A session and whose it is. */
    record Found(Session session, User user) {}
}
