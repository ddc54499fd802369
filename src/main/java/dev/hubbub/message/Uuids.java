package dev.hubbub.message;

import java.util.UUID;
import java.util.regex.Pattern;

/** What ids share: strict reading, and the order PostgreSQL gives them. */
final class Uuids {
    /** {@link UUID#fromString} alone also takes signs, and groups of other lengths; an id has one spelling only. */
    private static final Pattern FORM = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private Uuids() {}

    static UUID parse(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("'" + text + "' is no id");
        }
        return UUID.fromString(text);
    }

    static int compare(UUID a, UUID b) {
        int high = Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(a.getLeastSignificantBits(), b.getLeastSignificantBits());
    }
}
