package dev.hubbub.store;

import dev.hubbub.api.archive.Kept;
import dev.hubbub.api.archive.MessageArchive;
import dev.hubbub.bot.RecentSpeakers;
import dev.hubbub.message.Address;
import dev.hubbub.message.ChannelId;
import dev.hubbub.message.Message;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who was heard on a channel of late, as its feed of messages tells. */
public final class StoredSpeakers implements RecentSpeakers {
    /** How many messages are looked at: in a busier room the latest of them are of late enough. */
    private static final int LOOKED_AT = 200;

    private final MessageArchive archive;
    private final Clock clock;

    public StoredSpeakers(MessageArchive archive, Clock clock) {
        this.archive = archive;
        this.clock = clock;
    }

    @Override
    public List<Speaker> on(ChannelId channel, Duration within, int most) {
        Instant since = clock.instant().minus(within);
        Map<Address, Speaker> heard = new LinkedHashMap<>();
        for (Kept kept : archive.feed(channel, null, LOOKED_AT)) {
            Message message = kept.message();
            if (message.receivedAt().isAfter(since) && !message.channel().equals(ChannelId.HUB)) {
                heard.putIfAbsent(
                        message.sender(), new Speaker(message.senderShown(), message.channel(), message.receivedAt()));
            }
        }
        return heard.values().stream().limit(most).toList();
    }
}
