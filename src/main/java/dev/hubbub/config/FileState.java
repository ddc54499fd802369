package dev.hubbub.config;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a watched file stands.
 *
 * @param file its name in the folder
 * @param kind whether it counts
 * @param line where the first problem is, or null if there is none or it is the file as a whole
 * @param reason what the first problem is, or null if there is none
 * @param since when it came to stand so
 * @param entries how many of its rules (or whatever it holds) count now; for a failed file, those of its last good
 *     version
 */
public record FileState(
        String file,
        Kind kind,
        @Nullable Integer line,
        @Nullable String reason,
        Instant since,
        int entries) {
    /** Whether a file counts. */
    public enum Kind {
        /** It counts as it is. */
        ACTIVE,
        /** It is wrong; its last good version counts, if it ever had one. */
        FAILED,
        /** It is gone, and so is what it said. */
        REMOVED
    }
}
