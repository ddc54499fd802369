package dev.hubbub.api.stream;

import dev.hubbub.message.ChannelId;
import dev.hubbub.message.TraceEvent;
import java.util.List;
import java.util.Set;

/**
 * What a reader asked for.
 *
 * @param types wire names of events; a trailing {@code *} stands for any ending; none for all
 * @param channels none for all
 */
record Filter(Set<String> types, Set<ChannelId> channels) {
    Filter {
        types = Set.copyOf(types);
        channels = Set.copyOf(channels);
    }

    static Filter of(List<String> types, List<String> channels) {
        return new Filter(
                Set.copyOf(types),
                channels.stream().map(ChannelId::parse).collect(java.util.stream.Collectors.toUnmodifiableSet()));
    }

    boolean wants(TraceEvent event) {
        return (channels.isEmpty() || (event.channel() != null && channels.contains(event.channel())))
                && (types.isEmpty() || wants(event.type().wireName()));
    }

    private boolean wants(String type) {
        return types.contains(type)
                || types.stream()
                        .anyMatch(one -> one.endsWith("*") && type.startsWith(one.substring(0, one.length() - 1)));
    }
}
