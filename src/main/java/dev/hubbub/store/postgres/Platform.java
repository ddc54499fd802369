package dev.hubbub.store.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What differs between operating systems. */
final class Platform {
    static final boolean WINDOWS =
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");

    private static final Path PROC = Path.of("/proc/self");

    private Platform() {}

    /** Whether this process is the super-user, as whom PostgreSQL refuses to run. */
    static boolean superUser() {
        if (WINDOWS) {
            return false;
        }
        try {
            return Files.isDirectory(PROC)
                    ? Integer.valueOf(0).equals(Files.getAttribute(PROC, "unix:uid"))
                    : "root".equals(System.getProperty("user.name"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
