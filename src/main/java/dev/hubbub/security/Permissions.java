package dev.hubbub.security;

import dev.hubbub.message.ChannelId;
import java.util.Set;

/**
 * Who may read and write which channel. Operators may both everywhere; everybody else needs to be granted it by the
 * channel. What a caller may not read is to be answered like what is not there.
 */
public final class Permissions {
    private final ChannelGrants grants;

    public Permissions(ChannelGrants grants) {
        this.grants = grants;
    }

    /** Whether the caller may see what is said on the channel. */
    public boolean mayRead(Caller caller, ChannelId channel) {
        return caller.has(Role.OPERATOR) || granted(caller, grants.readers(channel));
    }

    /** Whether the caller may say something on the channel. */
    public boolean mayWrite(Caller caller, ChannelId channel) {
        return caller.has(Role.OPERATOR) || granted(caller, grants.writers(channel));
    }

    /** Whether the caller may see that there is such a channel. */
    public boolean maySee(Caller caller, ChannelId channel) {
        return mayRead(caller, channel) || mayWrite(caller, channel);
    }

    private static boolean granted(Caller caller, Set<String> entries) {
        if (entries.isEmpty()) {
            return false;
        }
        for (Role role : Role.values()) {
            if (caller.has(role) && entries.contains(role.word())) {
                return true;
            }
        }
        return entries.contains(caller.principal());
    }
}
