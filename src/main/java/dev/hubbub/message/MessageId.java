package dev.hubbub.message;

import java.util.UUID;

/** Names one message for ever; a UUIDv7 (RFC 9562), so that ids sort by time. */
public record MessageId(UUID value) implements Comparable<MessageId> {
    /**
     * Reads the usual text form.
     *
     * @throws IllegalArgumentException if the text is no UUID
     */
    public static MessageId parse(String text) {
        return new MessageId(Uuids.parse(text));
    }

    @Override
    public int compareTo(MessageId other) {
        return Uuids.compare(value, other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
