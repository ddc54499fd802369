package dev.hubbub.api.stream;

import dev.hubbub.message.ChannelId;
import dev.hubbub.message.TraceEvent;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a reader asked for.
 *
 * @param wanted types of events
 * @param channels none for all
 */
record Filter(Set<TraceEvent.Type> wanted, Set<ChannelId> channels) {
    Filter {
        wanted = Set.copyOf(wanted);
        channels = Set.copyOf(channels);
    }

    /**
     * Reads what a caller wrote.
     *
     * @param types wire names of events; a trailing {@code *} stands for any ending; none for all
     * @param channels none for all
     */
    static Filter of(List<String> types, List<String> channels) {
        Set<TraceEvent.Type> wanted = EnumSet.noneOf(TraceEvent.Type.class);
        for (TraceEvent.Type type : TraceEvent.Type.values()) {
            if (types.isEmpty() || types.stream().anyMatch(pattern -> names(pattern, type.wireName()))) {
                wanted.add(type);
            }
        }
        return new Filter(wanted, channels.stream().map(ChannelId::parse).collect(Collectors.toUnmodifiableSet()));
    }

    private static boolean names(String pattern, String type) {
        return pattern.endsWith("*")
                ? type.startsWith(pattern.substring(0, pattern.length() - 1))
                : pattern.equals(type);
    }

    boolean wants(TraceEvent event) {
        return wanted.contains(event.type())
                && (channels.isEmpty() || (event.channel() != null && channels.contains(event.channel())));
    }
}
