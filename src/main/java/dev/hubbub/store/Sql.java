package dev.hubbub.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.StringJoiner;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How values are written for PostgreSQL, and plain statements are run. */
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

    /** Runs a statement; how many rows it changed. */
    static int run(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            set(statement, values);
            return statement.execute() ? 0 : statement.getUpdateCount();
        }
    }

    /** Fills in the values of a statement, in their order. */
    static void set(PreparedStatement statement, @Nullable Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            statement.setObject(i + 1, value instanceof Instant time ? time.atOffset(ZoneOffset.UTC) : value);
        }
    }
}
