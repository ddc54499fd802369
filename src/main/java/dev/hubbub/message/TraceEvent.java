package dev.hubbub.message;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened in the hub: a line of a message's trace, and what streams, webhooks and {@code hub:events}
 * tell of.
 *
 * @param type what happened
 * @param at when
 * @param message to which message, or null if to none
 * @param delivery to which of its deliveries, or null
 * @param channel on which channel: where the message arrived, or where the delivery goes; null for the hub as such
 * @param detail what else there is to say, as JSON values (text, numbers, booleans, lists, maps); stored encrypted,
 *     never a secret
 */
public record TraceEvent(
        Type type,
        Instant at,
        @Nullable MessageId message,
        @Nullable DeliveryId delivery,
        @Nullable ChannelId channel,
        Map<String, Object> detail) {

    public TraceEvent {
        detail = Map.copyOf(detail);
    }

    /** What can happen. The name on the wire is {@link #wireName}. */
    public enum Type {
        /** A message was accepted; {@code detail.steps} lists what was done to it before: parsed, tagged, matched, held back. */
        MESSAGE_STORED("message.stored"),
        /** The same thing arrived again and was not stored again; with {@code detail.reason} if a route brought it back. */
        MESSAGE_REPEATED("message.repeated"),
        /** The message says something else now; {@code detail} has by and deliveries, never the text. */
        MESSAGE_EDITED("message.edited"),
        /** The message was deleted: its text and its files are gone; {@code detail} has by and deliveries. */
        MESSAGE_DELETED("message.deleted"),
        /** An attempt succeeded; {@code detail} has attempt and millis. */
        DELIVERY_SENT("delivery.sent"),
        /** An attempt failed and another follows; {@code detail} has attempt, millis, reason and retryAt. */
        DELIVERY_RETRY("delivery.retry"),
        /** The delivery was given up. */
        DELIVERY_DEAD("delivery.dead"),
        /** An attempt was interrupted and may have arrived. */
        DELIVERY_UNCERTAIN("delivery.uncertain"),
        /** The network told what became of it; {@code detail.state} says what. */
        DELIVERY_RECEIPT("delivery.receipt"),
        /** An operator sent a dead or uncertain delivery again. */
        DELIVERY_REDRIVEN("delivery.redriven"),
        /** A channel changed between up, down, paused; {@code detail.state} and {@code detail.reason}. */
        CHANNEL_STATE("channel.state"),
        /** The network shows somebody as there or gone; {@code detail} has from, show and perhaps name, to and status. */
        PRESENCE("presence"),
        /** Somebody is typing, or stopped; {@code detail} has from, state and perhaps name and to. */
        CHAT_STATE("chat.state"),
        /** A route or rule file changed its state; {@code detail} has file, state, line and reason. */
        FILE_STATE("file.state"),
        /** A form went to its resource and not into the log; {@code detail} has form, root and externalId, nothing filled in. */
        FORM_TAKEN("form.taken"),
        /** A reminder came due. */
        REMINDER_DUE("reminder.due");

        private final String wireName;

        Type(String wireName) {
            this.wireName = wireName;
        }

        public String wireName() {
            return wireName;
        }

        /**
         * The type of that wire name.
         *
         * @throws IllegalArgumentException if there is none
         */
        public static Type ofWireName(String name) {
            for (Type type : values()) {
                if (type.wireName.equals(name)) {
                    return type;
                }
            }
            throw new IllegalArgumentException("'" + name + "' is no event type");
        }
    }
}
