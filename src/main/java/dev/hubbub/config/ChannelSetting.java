package dev.hubbub.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is settled for the channels that a pattern means.
 *
 * @param title how people see it, or null: its id
 * @param read who may read: roles ({@code member}), {@code user:ana}, {@code client:monitoring}
 * @param write who may write, in the same words
 * @param parsers the only parsers that look at what arrives on it, or null: all
 * @param keep how long its messages are kept, or null: for ever
 */
public record ChannelSetting(
        ChannelPattern pattern,
        @Nullable String title,
        Set<String> read,
        Set<String> write,
        @Nullable List<String> parsers,
        @Nullable Duration keep) {
    public ChannelSetting {
        read = Set.copyOf(read);
        write = Set.copyOf(write);
        parsers = parsers == null ? null : List.copyOf(parsers);
    }

    /** The only parsers that look at what arrives on it; empty: all. */
    public Optional<List<String>> chosenParsers() {
        return Optional.ofNullable(parsers);
    }

    /** How long its messages are kept; empty: for ever. */
    public Optional<Duration> retention() {
        return Optional.ofNullable(keep);
    }
}
