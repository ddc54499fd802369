package dev.hubbub.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/** Plain SQL within a session, where Hibernate's own language does not reach. */
final class Query {
    private Query() {}

    /** Reads one row. */
    @FunctionalInterface
    interface Row {
        void read(ResultSet row) throws SQLException;
    }

    /** Runs a query and reads each of its rows. */
    static void each(StatelessSession session, String sql, List<?> values, Row reader) {
        session.doWork(connection -> each(connection, sql, values, reader));
    }

    /** The same on a plain connection. */
    static void each(Connection connection, String sql, List<?> values, Row reader) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    reader.read(row);
                }
            }
        }
    }

    /**
     * Reads entities by ids. The ids are one array parameter, {@code :ids}, so that there is one statement and one plan
     * however many they are.
     */
    static <T> List<T> entities(StatelessSession session, String sql, Class<T> type, Collection<UUID> ids) {
        return ids.isEmpty()
                ? List.of()
                : session.createNativeQuery(sql, type)
                        .setParameter("ids", ids.toArray(UUID[]::new))
                        .getResultList();
    }

    /** Runs a query whose only column is an id. */
    static List<UUID> ids(StatelessSession session, String sql, List<?> values) {
        List<UUID> ids = new ArrayList<>();
        each(session, sql, values, row -> ids.add(row.getObject(1, UUID.class)));
        return ids;
    }

    /** Runs a statement; how many rows it changed. */
    static int update(StatelessSession session, String sql, List<?> values) {
        return session.doReturningWork(connection -> update(connection, sql, values));
    }

    /** The same on a plain connection. */
    static int update(Connection connection, String sql, List<?> values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            return statement.executeUpdate();
        }
    }

    private static void bind(PreparedStatement statement, List<?> values) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            bind(statement, i + 1, values.get(i));
        }
    }

    private static void bind(PreparedStatement statement, int at, @Nullable Object value) throws SQLException {
        if (value instanceof Instant instant) {
            statement.setTimestamp(at, Timestamp.from(instant));
        } else if (value instanceof UUID[] ids) {
            statement.setArray(at, statement.getConnection().createArrayOf("uuid", ids));
        } else if (value instanceof String[] texts) {
            statement.setArray(at, statement.getConnection().createArrayOf("text", texts));
        } else {
            statement.setObject(at, value);
        }
    }
}
