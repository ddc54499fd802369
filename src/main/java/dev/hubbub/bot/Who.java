package dev.hubbub.bot;

import dev.hubbub.message.ChannelId;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * {@code !who}, as far as the hub itself knows: who was heard on a channel of late. Who is present and silent only the
 * network knows; a chat room's route asks it.
 */
public final class Who {
    private static final Duration WITHIN = Duration.ofHours(1);
    private static final int MOST = 20;

    private final RecentSpeakers speakers;
    private final Clock clock;

    public Who(RecentSpeakers speakers, Clock clock) {
        this.speakers = speakers;
        this.clock = clock;
    }

    String recently(ChannelId channel) {
        List<RecentSpeakers.Speaker> heard = speakers.on(channel, WITHIN, MOST);
        return heard.isEmpty()
                ? "Nobody was heard here within the last hour."
                : "Heard here within the last hour: "
                        + heard.stream().map(speaker -> line(speaker, channel)).collect(Collectors.joining(", "))
                        + ".";
    }

    private String line(RecentSpeakers.Speaker speaker, ChannelId here) {
        long minutes = Duration.between(speaker.at(), clock.instant()).toMinutes();
        String when = minutes < 1 ? "just now" : minutes + " min ago";
        String via = speaker.via().equals(here) ? "" : "via " + speaker.via() + ", ";
        return speaker.name() + " (" + via + when + ")";
    }
}
