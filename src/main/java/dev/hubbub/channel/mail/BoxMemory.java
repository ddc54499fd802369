package dev.hubbub.channel.mail;

import java.time.Duration;

/** How far each mailbox was read, and who reads it, kept over restarts and for all hubs that share a database. */
public interface BoxMemory {
    /** How long a box is held without being held again. */
    Duration LEASE = Duration.ofSeconds(60);

    /** Holds a box for this hub for {@link #LEASE}, again and again; false: another hub holds it. */
    boolean hold(String box);

    /** Lets another hub have a box. */
    void release(String box);

    /** How far a box was read; zeros if it never was. */
    Seen seen(String box);

    /** Notes how far it was read. */
    void saw(String box, Seen seen);

    /**
     * How far a box was read (RFC 9051, 2.3.1.1).
     *
     * @param validity its UIDVALIDITY: with another one its numbers mean nothing
     * @param uid the highest number that was seen to
     */
    record Seen(long validity, long uid) {}
}
