package dev.hubbub.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Rows on their way into one statement, column by column: each column becomes one array parameter, and the server
 * unnests them. One round trip and one plan, however many rows.
 */
final class Rows {
    /** From so many rows on, COPY into each table is faster than one statement for all. */
    static final int WORTH_COPYING = 32;

    private static final String BYTES = "bytea";

    private final String[] types;
    private final List<List<@Nullable Object>> columns = new ArrayList<>();

    /**
     * Rows without any row yet.
     *
     * @param types PostgreSQL's types of the columns, in the order of the statement's parameters. Arrays ({@code text[]},
     *     {@code int8[]}) cannot lie within arrays: a statement gets them as text, and casts it
     */
    Rows(String... types) {
        this.types = types;
        for (int i = 0; i < types.length; i++) {
            columns.add(new ArrayList<>());
        }
    }

    /**
     * Adds a row; values are bytes for {@code bytea}, instants for {@code timestamptz}, UUIDs for {@code uuid}, a
     * collection for {@code text[]}, numbers for {@code int8[]} ({@code long[]}) and {@code int4}, truth values for
     * {@code bool}, and anything's {@code toString} for {@code text}.
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
        return size() == 0;
    }

    int size() {
        return columns.get(0).size();
    }

    /** Sets the first parameters of a statement. */
    void bind(PreparedStatement statement) throws SQLException {
        int unused = bind(statement, 1);
    }

    /**
     * Sets parameters of a statement.
     *
     * @param from the first one
     * @return the first one after these
     */
    int bind(PreparedStatement statement, int from) throws SQLException {
        Connection connection = statement.getConnection();
        for (int i = 0; i < types.length; i++) {
            Object[] values = types[i].equals(BYTES) ? bytes(columns.get(i)) : texts(columns.get(i));
            statement.setArray(from + i, connection.createArrayOf(types[i].endsWith("[]") ? "text" : types[i], values));
        }
        return from + types.length;
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

    /**
     * Inserts these rows by a statement if they are few, else by COPY.
     *
     * @param sql a statement whose only parameters are these rows
     * @param table with its columns in the order of these rows, as {@code message_tag (message_id, resource, record)}
     */
    void insert(Connection connection, String sql, String table) throws SQLException {
        if (size() < WORTH_COPYING) {
            execute(connection, sql);
        } else {
            copy(connection, table);
        }
    }

    /** Inserts these rows by COPY, in its binary format; nothing is looked for that is there already. */
    void copy(Connection connection, String table) throws SQLException {
        CopyBytes bytes = new CopyBytes(size() * 256);
        for (int row = 0; row < size(); row++) {
            bytes.row(types.length);
            for (int i = 0; i < types.length; i++) {
                bytes.value(types[i], columns.get(i).get(row));
            }
        }
        bytes.end();
        PGConnection server = connection.unwrap(PGConnection.class);
        CopyIn copy = server.getCopyAPI().copyIn("copy " + table + " from stdin (format binary)");
        try {
            copy.writeToCopy(bytes.array(), 0, bytes.length());
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
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
            values[i] = value == null ? null : text(value);
        }
        return values;
    }

    private static String text(Object value) {
        if (value instanceof Collection<?> several) {
            return Sql.array(several);
        }
        return value instanceof long[] numbers ? Sql.array(numbers) : value.toString();
    }
}
