package dev.hubbub.bot;

import dev.hubbub.message.Address;
import dev.hubbub.message.ChannelId;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Who gave a command, where, when.
 *
 * @param place where it was said, and where its answer goes
 * @param sender who claims to have said it
 * @param senderName how the network shows the sender, or null
 * @param key names this command for ever: what is done under the same key twice is done once
 * @param saidAt when it came to the hub
 * @param zone the sender's time zone, or the hub's where it is not known
 */
public record Call(Place place, Address sender, @Nullable String senderName, String key, Instant saidAt, ZoneId zone) {

    /** How to address the sender in a sentence. */
    public String shownName() {
        return senderName != null ? senderName : sender.shown();
    }

    /**
     * A room, or one person on a channel.
     *
     * @param replyTo the person, or null for the room as such
     */
    public record Place(ChannelId channel, @Nullable Address replyTo) {}
}
