package dev.hubbub.api;

import dev.hubbub.message.ChannelId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The details of events as they are shown to callers who may not see every channel. */
public final class Details {
    private static final Pattern CHANNEL = Pattern.compile("[a-z][a-z0-9-]{0,30}/[a-z0-9][a-z0-9._-]{0,62}");

    private Details() {}

    /**
     * The detail without the steps that name a hidden channel.
     *
     * @param detail as in the event log
     * @param hidden which channels are not to be named
     */
    public static Map<String, Object> without(Map<String, Object> detail, Predicate<ChannelId> hidden) {
        Map<String, Object> shown = new LinkedHashMap<>(detail);
        if (detail.get("steps") instanceof List<?> steps) {
            shown.put(
                    "steps", steps.stream().filter(step -> !names(step, hidden)).toList());
        }
        return shown;
    }

    private static boolean names(Object value, Predicate<ChannelId> hidden) {
        if (value instanceof Map<?, ?> map) {
            return map.values().stream().anyMatch(one -> names(one, hidden));
        }
        if (value instanceof List<?> list) {
            return list.stream().anyMatch(one -> names(one, hidden));
        }
        return value instanceof String text && channel(text).filter(hidden).isPresent();
    }

    private static Optional<ChannelId> channel(String text) {
        return CHANNEL.matcher(text).matches() ? Optional.of(ChannelId.parse(text)) : Optional.empty();
    }
}
