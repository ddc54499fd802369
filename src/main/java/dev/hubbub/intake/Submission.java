package dev.hubbub.intake;

import dev.hubbub.message.Draft;
import org.jspecify.annotations.Nullable;

/**
 * What is handed to intake.
 *
 * @param draft the message
 * @param fingerprint digest of what the caller sent under the draft's external id, to tell a repeat from a reuse of the
 *     key; or null where the network vouches for its ids
 */
public record Submission(Draft draft, @Nullable String fingerprint) {
    public static Submission of(Draft draft) {
        return new Submission(draft, null);
    }
}
