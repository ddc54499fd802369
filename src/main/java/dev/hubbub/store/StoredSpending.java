package dev.hubbub.store;

import dev.hubbub.channel.sms.Spending;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** The table of what texts cost, a row for each delivery and number. */
public final class StoredSpending implements Spending {
    /** What was spent on a day nobody asks about any more. */
    private static final int KEPT_DAYS = 60;

    private final Database database;

    public StoredSpending(Database database) {
        this.database = database;
    }

    @Override
    public Optional<String> spend(Sum sum, Limits limits) {
        return database.withConnection(connection -> {
            // one at a time, so that two cannot spend the same rest
            long unused = number(connection, "select 0 from pg_advisory_xact_lock(hashtextextended('sms_spent', 0))");
            long before = number(
                    connection,
                    "select count(*) from sms_spent where delivery = ? and number = ?",
                    sum.delivery(),
                    sum.number());
            if (before > 0) {
                return Optional.empty();
            }
            Optional<String> refusal = refusal(connection, sum, limits);
            if (refusal.isEmpty()) {
                add(connection, sum);
            }
            return refusal;
        });
    }

    private static Optional<String> refusal(Connection connection, Sum sum, Limits limits) throws SQLException {
        long toNumber = number(
                connection,
                "select coalesce(sum(parts), 0) from sms_spent where day = ? and number = ?",
                sum.day(),
                sum.number());
        if (limits.perNumber() > 0 && toNumber + sum.parts() > limits.perNumber()) {
            return Optional.of("the day's limit of " + limits.perNumber() + " messages to " + sum.number()
                    + " is reached (hubbub.sms.per-number)");
        }
        long all = number(connection, "select coalesce(sum(parts), 0) from sms_spent where day = ?", sum.day());
        return limits.perDay() > 0 && all + sum.parts() > limits.perDay()
                ? Optional.of("the day's limit of " + limits.perDay() + " messages is reached (hubbub.sms.per-day)")
                : Optional.empty();
    }

    private static void add(Connection connection, Sum sum) throws SQLException {
        Sql.run(
                connection,
                "insert into sms_spent (delivery, number, day, parts) values (?, ?, ?, ?)",
                sum.delivery(),
                sum.number(),
                sum.day(),
                sum.parts());
        Sql.run(connection, "delete from sms_spent where day < ?", sum.day().minusDays(KEPT_DAYS));
    }

    private static long number(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            Sql.set(statement, values);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
