package dev.hubbub.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The row that says how far a change of keys is.
 *
 * @param key the key that everything is being brought under
 * @param part which table is at work, by its place in {@link Mover#ALL}
 * @param after the key of the last row that was done there; null before the first
 * @param done rows looked at so far
 * @param total rows there were at the beginning
 * @param unreadable rows that cannot be decrypted
 */
record RotationProgress(
        long key,
        int part,
        @Nullable String after,
        long done,
        long total,
        long unreadable,
        Instant startedAt,
        @Nullable Instant finishedAt) {

    private static final String COLUMNS =
            "select key_id, part, after, done, total, unreadable, started_at, finished_at from key_rotation"
                    + " where key_id = ?";

    static @Nullable RotationProgress find(Connection connection, long key) throws SQLException {
        return read(connection, COLUMNS, key);
    }

    /** The row, held until the transaction ends; null if another hub holds it. */
    static @Nullable RotationProgress take(Connection connection, long key) throws SQLException {
        return read(connection, COLUMNS + " for update skip locked", key);
    }

    private static @Nullable RotationProgress read(Connection connection, String sql, long key) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, key);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? new RotationProgress(
                                row.getLong(1),
                                row.getInt(2),
                                row.getString(3),
                                row.getLong(4),
                                row.getLong(5),
                                row.getLong(6),
                                row.getTimestamp(7).toInstant(),
                                row.getTimestamp(8) == null
                                        ? null
                                        : row.getTimestamp(8).toInstant())
                        : null;
            }
        }
    }

    /** Begins, unless it was begun before. */
    static int begin(Connection connection, long key, long total) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "insert into key_rotation (key_id, started_at, part, done, total, unreadable)"
                        + " values (?, now(), 0, 0, ?, 0) on conflict do nothing")) {
            statement.setLong(1, key);
            statement.setLong(2, total);
            return statement.executeUpdate();
        }
    }

    /** From the first row again. */
    static int again(Connection connection, long key) throws SQLException {
        return run(
                connection,
                "update key_rotation set part = 0, after = null, done = 0, unreadable = 0 where key_id = ",
                key);
    }

    static int end(Connection connection, long key) throws SQLException {
        return run(connection, "update key_rotation set finished_at = now() where key_id = ", key);
    }

    private static int run(Connection connection, String sql, long key) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql + key);
        }
    }

    RotationProgress plus(Mover.Moved moved) {
        boolean end = moved.last() == null;
        return new RotationProgress(
                key,
                end ? part + 1 : part,
                moved.last(),
                done + moved.rows(),
                total,
                unreadable + moved.unreadable(),
                startedAt,
                finishedAt);
    }

    void save(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "update key_rotation set part = ?, after = ?, done = ?, unreadable = ? where key_id = ?")) {
            statement.setInt(1, part);
            statement.setString(2, after);
            statement.setLong(3, done);
            statement.setLong(4, unreadable);
            statement.setLong(5, key);
            statement.executeUpdate();
        }
    }
}
