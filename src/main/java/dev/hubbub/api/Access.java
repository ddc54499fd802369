package dev.hubbub.api;

import dev.hubbub.message.ChannelId;
import dev.hubbub.security.Caller;
import dev.hubbub.security.Permissions;
import dev.hubbub.security.Role;
import dev.hubbub.web.Problem;
import dev.hubbub.web.ProblemException;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Who may see and say what where; what is not for a caller is not there for it. */
final class Access {
    private final Permissions permissions;
    private final ChannelDirectory channels;

    Access(Permissions permissions, ChannelDirectory channels) {
        this.permissions = permissions;
        this.channels = channels;
    }

    boolean mayRead(Caller caller, ChannelId channel) {
        return permissions.mayRead(caller, channel);
    }

    boolean mayWrite(Caller caller, ChannelId channel) {
        return permissions.mayWrite(caller, channel);
    }

    /** The channels there are that the caller may read; null for all, even those that are no more. */
    @Nullable
    Set<ChannelId> readable(Caller caller) {
        return seesAll(caller)
                ? null
                : channels.all().keySet().stream()
                        .filter(channel -> mayRead(caller, channel))
                        .collect(Collectors.toUnmodifiableSet());
    }

    boolean seesAll(Caller caller) {
        return caller.has(Role.OPERATOR);
    }

    /**
     * The channel, if it is there and the caller may read or write it.
     *
     * @throws ProblemException 404
     */
    ChannelDirectory.Entry visible(Caller caller, ChannelId channel) {
        return channels.find(channel)
                .filter(entry -> permissions.maySee(caller, channel))
                .orElseThrow(() -> new ProblemException(Problem.notFound()));
    }

    /**
     * Refuses a caller who may not read the channel, or if there is none.
     *
     * @throws ProblemException 404
     */
    void requireReadable(Caller caller, ChannelId channel) {
        visible(caller, channel);
        if (!mayRead(caller, channel)) {
            throw new ProblemException(Problem.notFound());
        }
    }

    /**
     * Refuses a caller who may not write to the channel, or if there is none.
     *
     * @throws ProblemException 404, or 403 for those who may read it
     */
    void requireWritable(Caller caller, ChannelId channel) {
        visible(caller, channel);
        if (!mayWrite(caller, channel)) {
            throw new ProblemException(Problem.forbidden("You may read this channel, not write to it."));
        }
    }

    /** Whether there is a channel that the caller may write to. */
    boolean isTarget(Caller caller, ChannelId channel) {
        return channels.find(channel).isPresent() && mayWrite(caller, channel);
    }
}
