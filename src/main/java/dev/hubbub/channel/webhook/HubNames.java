package dev.hubbub.channel.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hubbub.message.ChannelId;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names of channels as other hubs see them: {@code hub-0123456789abcdef/shoutbox.team}. A message that travels between hubs
 * takes along where it has been, so that each knows its own channels again and leaves them alone.
 */
final class HubNames {
    private static final Pattern FORM =
            Pattern.compile("(hub-[0-9a-f]{16})/([a-z][a-z0-9-]{0,30})\\.([a-z0-9][a-z0-9._-]{0,62})");
    private static final int MOST = 100;

    private final UUID hub;
    private final String own;

    /** @param hub who this hub is */
    HubNames(UUID hub) {
        this.hub = hub;
        this.own =
                String.format(Locale.ROOT, "hub-%016x", hub.getMostSignificantBits() ^ hub.getLeastSignificantBits());
    }

    /** Who this hub is, as the source of events. */
    URI source() {
        return URI.create("urn:uuid:" + hub);
    }

    /** Where a message has been, for others. */
    List<String> write(@Nullable Object visited) {
        return visited instanceof Set<?> channels
                ? channels.stream()
                        .map(String::valueOf)
                        .map(this::shown)
                        .sorted()
                        .toList()
                : List.of();
    }

    private String shown(String channel) {
        return FORM.matcher(channel).matches() ? channel : own + "/" + channel.replaceFirst("/", ".");
    }

    /** Where others say a message has been; what is no such name counts for nothing. */
    Set<ChannelId> read(JsonNode visited) {
        Set<ChannelId> channels = new HashSet<>();
        for (JsonNode one : visited) {
            Matcher name = FORM.matcher(one.asText());
            if (channels.size() < MOST && name.matches()) {
                add(name, channels);
            }
        }
        return channels;
    }

    private void add(Matcher name, Set<ChannelId> channels) {
        if (name.group(1).equals(own)) {
            ChannelId channel = new ChannelId(name.group(2), name.group(3));
            if (!channel.isCommand()) {
                channels.add(channel);
            }
            return;
        }
        String there = name.group(2) + "." + name.group(3);
        if (there.length() <= ChannelId.LONGEST_NAME) {
            channels.add(new ChannelId(name.group(1), there));
        }
    }
}
