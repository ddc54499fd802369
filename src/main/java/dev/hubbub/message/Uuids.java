package dev.hubbub.message;

import java.util.UUID;

/** What ids share: strict reading, and the order PostgreSQL gives them. */
final class Uuids {
    private Uuids() {}

    static UUID parse(String text) {
        // UUID.fromString also takes shortened groups; an id has one spelling only
        if (text.length() != 36) {
            throw new IllegalArgumentException("'" + text + "' is no id");
        }
        return UUID.fromString(text);
    }

    static int compare(UUID a, UUID b) {
        int high = Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(a.getLeastSignificantBits(), b.getLeastSignificantBits());
    }
}
