package dev.hubbub.bot;

import dev.hubbub.message.ChannelId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Who said something on a channel of late. */
@FunctionalInterface
public interface RecentSpeakers {
    /**
     * Speakers on a channel, and of what was delivered to it; the latest first, each once, without the bot.
     *
     * @param within how far back
     * @param most how many at most
     */
    List<Speaker> on(ChannelId channel, Duration within, int most);

    /**
     * A speaker.
     *
     * @param name how the network shows them
     * @param via the channel they spoke on
     * @param at when they were last heard
     */
    record Speaker(String name, ChannelId via, Instant at) {}
}
