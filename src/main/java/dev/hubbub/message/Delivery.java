package dev.hubbub.message;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One message owed to one target.
 *
 * @param id its name, and the key under which the target can tell a repeat
 * @param message what is owed
 * @param target to whom
 * @param state what has become of it
 * @param attempts how many attempts were begun
 * @param dueAt when the next attempt is due; meaningful while pending
 * @param externalId the target network's id for it, once known
 * @param reason why the last attempt failed, or null
 * @param updatedAt when the state last changed
 * @param change what was done to the message and is owed to this target, or null if it is the message itself
 */
public record Delivery(
        DeliveryId id,
        MessageId message,
        Target target,
        DeliveryState state,
        int attempts,
        Instant dueAt,
        @Nullable String externalId,
        @Nullable String reason,
        Instant updatedAt,
        Change.@Nullable Kind change) {
    /** A delivery of the message itself. */
    public Delivery(
            DeliveryId id,
            MessageId message,
            Target target,
            DeliveryState state,
            int attempts,
            Instant dueAt,
            @Nullable String externalId,
            @Nullable String reason,
            Instant updatedAt) {
        this(id, message, target, state, attempts, dueAt, externalId, reason, updatedAt, null);
    }
}
