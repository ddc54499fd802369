package dev.hubbub;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** How much a test does: a short form runs with each build, the long one by {@code mvn verify -Plong}. */
public final class Scale {
    private static final boolean LONG = Boolean.getBoolean("hubbub.long");

    private Scale() {}

    public static boolean isLong() {
        return LONG;
    }

    public static int of(int inShort, int inLong) {
        return LONG ? inLong : inShort;
    }

    /** A new seed, or the one that {@code -Dhubbub.seed} says: what a test prints can be run again. */
    public static long seed() {
        return Long.getLong("hubbub.seed", System.nanoTime() & 0xffff_ffffL);
    }

    /** Prints a figure that readers want to see, and leaves it in {@code target/figures}. */
    public static void figure(String name, String line) {
        String text = name + ": " + (LONG ? "long " : "") + line;
        System.out.println(text);
        try {
            Path folder = Files.createDirectories(Path.of("target", "figures"));
            Files.writeString(
                    folder.resolve(name + ".txt"), text + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
