package dev.hubbub.channel.xmpp;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How one place is doing.
 *
 * @param account the account's bare address
 * @param place the room's address, or the account's own for direct messages
 * @param connected whether the account is logged in
 * @param ready whether messages can be sent and heard: logged in, joined, caught up
 * @param since when {@code ready} last changed
 * @param lastError why it is not ready, or what last went wrong; null if nothing did
 */
public record PlaceState(
        String account,
        String place,
        boolean connected,
        boolean ready,
        Instant since,
        @Nullable String lastError) {}
