package dev.hubbub.intake;

import dev.hubbub.message.Draft;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is handed to intake.
 *
 * @param draft the message
 * @param fingerprint digest of what the caller sent under the draft's external id, to tell a repeat from a reuse of the
 *     key; or null where the network vouches for its ids
 * @param before what was done to it before, for its trace
 */
public record Submission(Draft draft, @Nullable String fingerprint, List<Map<String, Object>> before) {
    public Submission {
        before = List.copyOf(before);
    }

    public Submission(Draft draft, @Nullable String fingerprint) {
        this(draft, fingerprint, List.of());
    }

    public static Submission of(Draft draft) {
        return new Submission(draft, null);
    }
}
