package dev.hubbub.store;

import dev.hubbub.jobs.JobLedger;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The table of how each job ended last. */
public final class StoredJobRuns implements JobLedger {
    private final Database database;

    public StoredJobRuns(Database database) {
        this.database = database;
    }

    @Override
    public void begun(String job, Instant at) {
        database.withConnection(connection -> {
            try (PreparedStatement statement = connection.prepareStatement("insert into job_run (name, began_at)"
                    + " values (?, ?) on conflict (name) do update"
                    + " set began_at = excluded.began_at, ended_at = null, outcome = null, reason = null")) {
                statement.setString(1, job);
                statement.setObject(2, at.atOffset(ZoneOffset.UTC));
                return statement.executeUpdate();
            }
        });
    }

    @Override
    public void ended(String job, Instant at, Outcome outcome, @Nullable String reason) {
        database.withConnection(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    "update job_run set ended_at = ?, outcome = ?, reason = ? where name = ?")) {
                statement.setObject(1, at.atOffset(ZoneOffset.UTC));
                statement.setString(2, outcome.name().toLowerCase(Locale.ROOT));
                statement.setString(3, reason);
                statement.setString(4, job);
                return statement.executeUpdate();
            }
        });
    }

    @Override
    public Map<String, Run> last() {
        return database.withConnection(connection -> {
            Map<String, Run> runs = new HashMap<>();
            try (PreparedStatement statement = connection.prepareStatement("select * from job_run");
                    ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    runs.put(rows.getString("name"), read(rows));
                }
            }
            return runs;
        });
    }

    private static Run read(ResultSet row) throws SQLException {
        OffsetDateTime ended = row.getObject("ended_at", OffsetDateTime.class);
        String outcome = row.getString("outcome");
        return new Run(
                row.getObject("began_at", OffsetDateTime.class).toInstant(),
                ended == null ? null : ended.toInstant(),
                outcome == null ? null : Outcome.valueOf(outcome.toUpperCase(Locale.ROOT)),
                row.getString("reason"));
    }
}
