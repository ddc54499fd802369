package dev.hubbub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Figures that a test has measured: printed, and kept in {@code target/figures} for whoever runs the build to see. */
public final class Figures {
    private static final Path FOLDER = Path.of("target", "figures");

    private Figures() {}

    /** Prints a line; it takes the place of what was kept under that name. */
    public static void print(String name, String line) throws IOException {
        System.out.println(line);
        Files.createDirectories(FOLDER);
        Files.writeString(FOLDER.resolve(name + ".txt"), line + "\n");
    }
}
