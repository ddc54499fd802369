package dev.hubbub.outbox;

import dev.hubbub.message.DeliveryId;
import dev.hubbub.message.Message;
import dev.hubbub.message.MessageId;
import dev.hubbub.message.Target;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** By what name a target knows a message: one it was sent, or that came from there. */
@FunctionalInterface
public interface Names {
    /** What the target knows of a message; empty if it has never had it. */
    Optional<Known> of(MessageId message, Target target);

    /**
     * A message as a target knows it.
     *
     * @param externalId the target network's id for it; if that gave none, the id of the delivery by which it got it
     * @param delivery by which it got it, or null if it came from there
     * @param message the message itself
     */
    record Known(String externalId, @Nullable DeliveryId delivery, Message message) {}
}
