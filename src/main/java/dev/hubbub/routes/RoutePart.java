package dev.hubbub.routes;

import dev.hubbub.message.ChannelId;
import dev.hubbub.routes.RouteText.Word;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A route as it is written, before anything is made of it.
 *
 * @param id empty if it is given none
 * @param autoStartup empty if it is not said
 * @param from where it starts from; empty if that is not one word
 * @param words all that stands in it
 * @param firstLine where it begins, from 1
 * @param lastLine where the next begins, less 1
 */
record RoutePart(String id, String autoStartup, String from, List<Word> words, int firstLine, int lastLine) {
    private static final Pattern SWITCH = Pattern.compile("\\{\\{given:([^{}]+)}}");

    RoutePart {
        words = List.copyOf(words);
    }

    /** The key that switches it on; empty if it is always on, or by something else. */
    Optional<String> switchedBy() {
        Matcher key = SWITCH.matcher(autoStartup.strip());
        return key.matches() ? Optional.of(key.group(1).strip()) : Optional.empty();
    }

    /** What is told of it while it is off. */
    RouteInfo off(String otherwise) {
        Set<ChannelId> channels = new LinkedHashSet<>();
        words.forEach(word -> RouteChannels.channel(word.text()).ifPresent(channels::add));
        return new RouteInfo(id.isEmpty() ? otherwise : id, from, Set.of(), Set.of(), channels);
    }
}
