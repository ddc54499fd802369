package dev.hubbub.intake;

import dev.hubbub.message.ChannelId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * The parsers there are, in their order. Those built in are fast and run where they are called; those that came as
 * routes ({@code hub:parser/NAME}) come and go while the hub runs, and get time limits.
 */
public final class Parsers {
    private final List<Parser> builtIn;
    private final List<Parser> added = new CopyOnWriteArrayList<>();
    private final Function<ChannelId, Optional<List<String>>> chosen;

    /**
     * @param builtIn those that are always there
     * @param chosen which parsers a channel's settings name; empty: all of them
     */
    public Parsers(List<Parser> builtIn, Function<ChannelId, Optional<List<String>>> chosen) {
        this.builtIn = List.copyOf(builtIn);
        this.chosen = chosen;
    }

    public void add(Parser parser) {
        if (of(parser.name()).isPresent()) {
            throw new IllegalArgumentException("there is a parser '" + parser.name() + "' already");
        }
        added.add(parser);
    }

    public void remove(Parser parser) {
        added.remove(parser);
    }

    private Optional<Parser> of(String name) {
        return all().stream().filter(parser -> parser.name().equals(name)).findFirst();
    }

    private List<Parser> all() {
        List<Parser> all = new ArrayList<>(builtIn);
        all.addAll(added);
        all.sort(Comparator.comparingInt(Parser::order).thenComparing(Parser::name));
        return all;
    }

    /** Those for a channel, in their order. */
    public List<Parser> on(ChannelId channel) {
        List<Parser> all = all();
        Optional<List<String>> names = chosen.apply(channel);
        names.ifPresent(some -> all.removeIf(parser -> !some.contains(parser.name())));
        return all;
    }
}
