package dev.hubbub.store;

import dev.hubbub.message.Ids;
import dev.hubbub.security.audit.Act;
import dev.hubbub.security.audit.AuditLog;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The audit log, in the table {@code audit}, which the database lets nobody change. */
public final class StoredAudit implements AuditLog {
    private static final int BATCH = 1000;
    private static final String ADD = "insert into audit (id, at, actor, address, what, target, outcome, detail)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?::json)";
    private static final String LIST =
            "select id, at, actor, address, what, target, outcome, detail from audit where true";

    /** The one way past the table's guard, which is open for the length of this transaction. */
    private static final String UNLOCK = "select set_config('hubbub.audit_retention', 'on', true)";

    private static final String SWEEP =
            "delete from audit where id in (select id from audit where at < ? order by at limit " + BATCH + ")";

    private final Database database;
    private final Ids ids;

    public StoredAudit(Database database, Ids ids) {
        this.database = database;
        this.ids = ids;
    }

    @Override
    public void add(Act act) {
        Object[] values = {
            ids.next(),
            act.at(),
            act.actor(),
            act.address(),
            act.what(),
            act.target(),
            act.outcome().word(),
            new String(Json.write(act.detail()), StandardCharsets.UTF_8)
        };
        int unused = database.withConnection(connection -> Query.update(connection, ADD, Arrays.asList(values)));
    }

    @Override
    public List<Entry> list(Wanted wanted, @Nullable UUID before, int limit) {
        StringBuilder sql = new StringBuilder(LIST);
        List<Object> values = new ArrayList<>();
        with(sql, values, " and id < ?", before);
        with(sql, values, " and actor = ?", wanted.actor());
        with(sql, values, " and target = ?", wanted.target());
        with(
                sql,
                values,
                " and outcome = ?",
                wanted.outcome() == null ? null : wanted.outcome().word());
        with(sql, values, " and at >= ?", wanted.from());
        with(sql, values, " and at < ?", wanted.to());
        String what = wanted.what();
        if (what != null && what.endsWith(".*")) {
            with(sql, values, " and starts_with(what, ?)", what.substring(0, what.length() - 1));
        } else {
            with(sql, values, " and what = ?", what);
        }
        sql.append(" order by id desc limit ").append(limit);
        return database.withConnection(connection -> {
            List<Entry> entries = new ArrayList<>();
            Query.each(connection, sql.toString(), values, row -> entries.add(entry(row)));
            return entries;
        });
    }

    /**
     * Deletes what is older.
     *
     * @return how many entries
     */
    public long sweep(Instant before) {
        long deleted = 0;
        int batch;
        do {
            batch = database.inTransaction(session -> {
                Query.each(session, UNLOCK, List.of(), row -> {});
                return Query.update(session, SWEEP, List.of(before));
            });
            deleted += batch;
        } while (batch == BATCH);
        return deleted;
    }

    private static void with(StringBuilder sql, List<Object> values, String condition, @Nullable Object value) {
        if (value != null) {
            sql.append(condition);
            values.add(value);
        }
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getObject(1, UUID.class),
                new Act(
                        row.getTimestamp(2).toInstant(),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        Act.Outcome.valueOf(row.getString(7).toUpperCase(Locale.ROOT)),
                        Json.readMap(row.getString(8).getBytes(StandardCharsets.UTF_8))));
    }
}
