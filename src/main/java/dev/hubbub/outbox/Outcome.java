package dev.hubbub.outbox;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How an attempt at a delivery ended. */
public sealed interface Outcome {
    /**
     * The target took it.
     *
     * @param externalId the target network's id for it, or null if it gave none
     */
    record Sent(@Nullable String externalId) implements Outcome {}

    /**
     * It failed, and trying again can help.
     *
     * @param after how long the target asked to wait, or null if it did not say
     */
    record Failed(String reason, @Nullable Duration after) implements Outcome {}

    /** It failed, and trying again cannot help. */
    record Rejected(String reason) implements Outcome {}

    /** It was interrupted, and the target may have taken it. */
    record Interrupted(String reason) implements Outcome {}
}
