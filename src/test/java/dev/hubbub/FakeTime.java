package dev.hubbub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A clock that can be set, for a hub in a process of its own and whatever it starts, its database among them: Debian's
 * libfaketime stands between them and the system's clock. The time that passes (which nobody can set) is the real one.
 */
final class FakeTime {
    private final Path file;
    private final Path library;
    private Duration ahead = Duration.ZERO;

    private FakeTime(Path file, Path library) {
        this.file = file;
        this.library = library;
    }

    /** A clock that shows this time. Where there is no libfaketime the test is skipped; in CI that is a failure. */
    static FakeTime at(Instant time, Path folder) throws IOException {
        Optional<Path> library = find();
        if (library.isEmpty()) {
            String reason = "faketime is not installed (apt-get install faketime)";
            if ("true".equals(System.getenv("CI"))) {
                throw new IllegalStateException(reason + ", but CI=true: nothing may be skipped");
            }
            Assumptions.abort("SKIPPED: " + reason);
        }
        FakeTime clock = new FakeTime(folder.resolve("faketime").toAbsolutePath(), library.orElseThrow());
        clock.set(time);
        return clock;
    }

    private static Optional<Path> find() throws IOException {
        Path libraries = Path.of("/usr/lib");
        if (!Files.isDirectory(libraries)) {
            return Optional.empty();
        }
        try (Stream<Path> folders = Files.list(libraries)) {
            return folders.map(folder -> folder.resolve("faketime/libfaketimeMT.so.1"))
                    .filter(Files::exists)
                    .findFirst();
        }
    }

    /** What a process needs to go by it. */
    Map<String, String> environment() {
        return Map.of(
                "LD_PRELOAD", library.toString(),
                "FAKETIME_TIMESTAMP_FILE", file.toString(),
                // the file is looked at each time, so that all processes see the same clock at once
                "FAKETIME_NO_CACHE", "1",
                "NO_FAKE_STAT", "1",
                "FAKETIME_DONT_FAKE_MONOTONIC", "1",
                // else it takes a wait by the monotonic clock, as all of Java's are, for one by the other and ends it
                // at once
                "FAKETIME_FORCE_MONOTONIC_FIX", "0");
    }

    /** Sets the clock forward, or back. */
    void jump(Duration by) throws IOException {
        ahead = ahead.plus(by);
        write();
    }

    /** Sets the clock to a time. */
    void set(Instant to) throws IOException {
        ahead = Duration.between(Instant.now(), to);
        write();
    }

    private void write() throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        String sign = ahead.isNegative() ? "-" : "+";
        Files.writeString(fresh, sign + ahead.abs().toMillis() / 1000.0 + "\n");
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
