package dev.hubbub.message;

import java.util.UUID;

/** Names one delivery for ever; a UUIDv7, and the stable key under which the target can tell a repeat. */
public record DeliveryId(UUID value) implements Comparable<DeliveryId> {
    /**
     * Reads the usual text form.
     *
     * @throws IllegalArgumentException if the text is no UUID
     */
    public static DeliveryId parse(String text) {
        return new DeliveryId(Uuids.parse(text));
    }

    @Override
    public int compareTo(DeliveryId other) {
        return Uuids.compare(value, other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
