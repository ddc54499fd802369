package dev.hubbub.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows on their way into one statement, column by column: each column becomes one array parameter, and the server
 * unnests them. One round trip and one plan, however many rows.
 */
final class Rows {
    private static final String BYTES = "bytea";

    private final String[] types;
    private final List<List<@Nullable Object>> columns = new ArrayList<>();

    /** @param types PostgreSQL's types of the columns, in the order of the statement's parameters */
    Rows(String... types) {
        this.types = types;
        for (int i = 0; i < types.length; i++) {
            columns.add(new ArrayList<>());
        }
    }

    /**
     * Adds a row; values are bytes for {@code bytea}, else anything whose {@code toString} PostgreSQL reads as the
     * column's type.
     */
    void add(@Nullable Object... values) {
        if (values.length != types.length) {
            throw new IllegalArgumentException(values.length + " values for " + types.length + " columns");
        }
        for (int i = 0; i < values.length; i++) {
            columns.get(i).add(values[i]);
        }
    }

    boolean isEmpty() {
        return columns.get(0).isEmpty();
    }

    /** Sets the first parameters of a statement. */
    void bind(PreparedStatement statement) throws SQLException {
        Connection connection = statement.getConnection();
        for (int i = 0; i < types.length; i++) {
            Object[] values = types[i].equals(BYTES) ? bytes(columns.get(i)) : texts(columns.get(i));
            statement.setArray(i + 1, connection.createArrayOf(types[i], values));
        }
    }

    /** Runs a statement whose only parameters are these rows. */
    int execute(Connection connection, String sql) throws SQLException {
        if (isEmpty()) {
            return 0;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement);
            return statement.executeUpdate();
        }
    }

    private static Object[] bytes(List<@Nullable Object> column) {
        byte[][] values = new byte[column.size()][];
        for (int i = 0; i < values.length; i++) {
            if (column.get(i) instanceof byte[] bytes) {
                values[i] = bytes;
            }
        }
        return values;
    }

    private static Object[] texts(List<@Nullable Object> column) {
        @Nullable String[] values = new @Nullable String[column.size()];
        for (int i = 0; i < values.length; i++) {
            Object value = column.get(i);
            values[i] = value == null ? null : value.toString();
        }
        return values;
    }
}
