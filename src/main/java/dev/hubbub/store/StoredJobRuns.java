package dev.hubbub.store;

import dev.hubbub.jobs.JobLedger;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table of how each job ended last; why one failed is encrypted. */
public final class StoredJobRuns implements JobLedger {
    private static final String REASON = "job_run.reason";

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
                statement.setBytes(3, reason == null ? null : database.crypt().encrypt(row(job), REASON, reason));
                statement.setString(4, job);
                return statement.executeUpdate();
            }
        });
    }

    /** What stands for the row's id where it has none but its name. */
    static UUID row(String job) {
        return UUID.nameUUIDFromBytes(job.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Map<String, Run> last() {
        return database.withConnection(connection -> {
            Map<String, Run> runs = new HashMap<>();
            try (PreparedStatement statement = connection.prepareStatement("select * from job_run");
                    ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    String job = rows.getString("name");
                    runs.put(job, read(job, rows));
                }
            }
            return runs;
        });
    }

    private Run read(String job, ResultSet row) throws SQLException {
        OffsetDateTime ended = row.getObject("ended_at", OffsetDateTime.class);
        String outcome = row.getString("outcome");
        byte[] reason = row.getBytes("reason");
        return new Run(
                row.getObject("began_at", OffsetDateTime.class).toInstant(),
                ended == null ? null : ended.toInstant(),
                outcome == null ? null : Outcome.valueOf(outcome.toUpperCase(Locale.ROOT)),
                reason == null ? null : database.crypt().findText(row(job), REASON, reason));
    }
}
