package dev.hubbub.intake;

import dev.hubbub.message.ChannelId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The parsers there are, in their order. Those built in are fast and run where they are called; those that came as
 * routes ({@code hub:parser/NAME}) come and go while the hub runs, and get time limits.
 */
public final class Parsers {
    private final List<Parser> builtIn;
    private final List<Parser> added = new ArrayList<>();
    private volatile List<Parser> all;
    private final Function<ChannelId, Optional<List<String>>> chosen;

    /**
     * @param builtIn those that are always there
     * @param chosen which parsers a channel's settings name; empty: all of them
     */
    public Parsers(List<Parser> builtIn, Function<ChannelId, Optional<List<String>>> chosen) {
        this.builtIn = List.copyOf(builtIn);
        this.chosen = chosen;
        this.all = ordered();
    }

    public synchronized void add(Parser parser) {
        if (all.stream().anyMatch(other -> other.name().equals(parser.name()))) {
            throw new IllegalArgumentException("there is a parser '" + parser.name() + "' already");
        }
        added.add(parser);
        all = ordered();
    }

    public synchronized void remove(Parser parser) {
        added.remove(parser);
        all = ordered();
    }

    private List<Parser> ordered() {
        return Stream.concat(builtIn.stream(), added.stream())
                .sorted(Comparator.comparingInt(Parser::order).thenComparing(Parser::name))
                .toList();
    }

    /** Those for a channel, in their order. */
    public List<Parser> on(ChannelId channel) {
        List<Parser> known = all;
        return chosen.apply(channel)
                .map(some -> known.stream()
                        .filter(parser -> some.contains(parser.name()))
                        .toList())
                .orElse(known);
    }
}
