package dev.hubbub.store;

import java.util.Collection;
import java.util.StringJoiner;
import java.util.UUID;

/** How values are written for PostgreSQL. */
final class Sql {
    /** An id that stands where there is none yet. */
    static final UUID NO_ID = new UUID(0, 0);

    private Sql() {}

    /** An array literal, for arrays within arrays. */
    static String array(Collection<?> values) {
        StringJoiner all = new StringJoiner(",", "{", "}");
        for (Object value : values) {
            all.add('"' + value.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"');
        }
        return all.toString();
    }

    static String array(long[] values) {
        StringBuilder all = new StringBuilder(2 + 20 * values.length).append('{');
        for (int i = 0; i < values.length; i++) {
            all.append(i == 0 ? "" : ",").append(values[i]);
        }
        return all.append('}').toString();
    }
}
