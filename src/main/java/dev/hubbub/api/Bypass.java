package dev.hubbub.api;

import dev.hubbub.api.archive.DeliveryDesk;
import dev.hubbub.message.Delivery;
import dev.hubbub.message.MessageId;
import dev.hubbub.message.TraceEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Messages of the log that rules were never asked about: commands to the bot, and what said itself where it goes. Their
 * traces tell.
 */
final class Bypass {
    private final DeliveryDesk desk;

    Bypass(DeliveryDesk desk) {
        this.desk = desk;
    }

    /** Why rules are not asked about a message, in a sentence; empty if they are. */
    Optional<String> of(MessageId message) {
        List<?> steps = desk.trace(message).stream()
                .filter(event -> event.type() == TraceEvent.Type.MESSAGE_STORED)
                .findFirst()
                .map(event -> event.detail().get("steps"))
                .filter(List.class::isInstance)
                .map(List.class::cast)
                .orElse(List.of());
        if (has(steps, "command")) {
            return Optional.of("It is a command to the bot; rules are not asked.");
        }
        List<Delivery> deliveries = has(steps, "matched") ? List.of() : desk.of(message);
        return deliveries.isEmpty()
                ? Optional.empty()
                : Optional.of("It says itself where it goes; rules are not asked.");
    }

    private static boolean has(List<?> steps, String step) {
        return steps.stream().anyMatch(one -> one instanceof Map<?, ?> map && step.equals(map.get("step")));
    }
}
