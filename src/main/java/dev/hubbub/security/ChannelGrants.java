package dev.hubbub.security;

import dev.hubbub.message.ChannelId;
import java.util.Set;

/**
 * Whom a channel grants what. An entry is a role ({@code member}), or one caller ({@code user:ana}, {@code
 * client:monitoring}); a channel of which nothing is said grants nobody anything.
 */
public interface ChannelGrants {
    /** Entries that may read it. */
    Set<String> readers(ChannelId channel);

    /** Entries that may write to it. */
    Set<String> writers(ChannelId channel);
}
