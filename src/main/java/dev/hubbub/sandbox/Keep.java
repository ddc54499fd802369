package dev.hubbub.sandbox;

import dev.hubbub.config.Key;
import dev.hubbub.config.Settings;

/**
 * How much a peer of the sandbox remembers; the oldest goes first.
 *
 * @param messages at most so many
 * @param bytes that take at most about so much memory
 */
public record Keep(int messages, long bytes) {
    /** As much as where nobody says otherwise. */
    public static final Keep USUAL = of(Settings.defaults());

    static Keep of(Settings settings) {
        return new Keep(
                settings.integer(Key.SANDBOX_KEEP, 1, 100_000),
                settings.integer(Key.SANDBOX_MEMORY, 1_000_000, Integer.MAX_VALUE));
    }
}
