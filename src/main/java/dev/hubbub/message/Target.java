package dev.hubbub.message;

import org.jspecify.annotations.Nullable;

/**
 * Where a message is to go.
 *
 * @param channel the channel that sends it
 * @param recipient whom on that channel, or null for the channel as such (a room, a shoutbox)
 * @param format how the text is shown there, with placeholders in braces ({@code "{sender}: {body}"}), or null for the
 *     channel's own way
 */
public record Target(
        ChannelId channel,
        @Nullable Address recipient,
        @Nullable String format) {
    /** The channel as such, shown its own way. */
    public static Target of(ChannelId channel) {
        return new Target(channel, null, null);
    }
}
