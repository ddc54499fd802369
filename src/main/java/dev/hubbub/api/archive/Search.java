package dev.hubbub.api.archive;

import dev.hubbub.message.Address;
import dev.hubbub.message.ChannelId;
import dev.hubbub.message.MessageId;
import dev.hubbub.message.Tag;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which messages are wanted; what is null does not matter.
 *
 * @param words that must all occur in subject or text
 * @param channel where they arrived
 * @param sender who said them
 * @param tag what they are tied to; without a record, to any record of the resource as well
 * @param from accepted then or later
 * @param to accepted before then
 * @param readable only those that arrived on one of these channels or were delivered to one
 * @param before only those older than this one
 */
public record Search(
        @Nullable String words,
        @Nullable ChannelId channel,
        @Nullable Address sender,
        @Nullable Tag tag,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable Set<ChannelId> readable,
        @Nullable MessageId before) {
    public Search {
        readable = readable == null ? null : Set.copyOf(readable);
    }

    /** All that arrived on a channel, as far back as a time. */
    public static Search of(@Nullable ChannelId channel, @Nullable Instant from, @Nullable Instant to) {
        return new Search(null, channel, null, null, from, to, null, null);
    }
}
