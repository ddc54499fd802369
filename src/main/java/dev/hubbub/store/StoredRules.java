package dev.hubbub.store;

import dev.hubbub.api.archive.RuleShelf;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Rules that were made on the page or by the API. */
public final class StoredRules implements RuleShelf {
    private static final String COLUMNS = "id, name, enabled, position, content, version, updated_at, updated_by";
    private static final String ALL = "select " + COLUMNS + " from rule order by position, id";
    private static final String CREATE =
            "insert into rule (id, name, enabled, position, content, version, updated_at, updated_by)"
                    + " values (?, ?, ?, ?, ?::json, 1, ?, ?) returning " + COLUMNS;
    private static final String REPLACE =
            "update rule set name = ?, enabled = ?, position = ?, content = ?::json, version = version + 1,"
                    + " updated_at = ?, updated_by = ? where id = ? and version = ? returning " + COLUMNS;
    private static final String DELETE = "delete from rule where id = ? and version = ?";

    private final Database database;
    private final Clock clock;

    public StoredRules(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public List<Made> all() {
        return read(ALL, List.of());
    }

    @Override
    public Made create(UUID id, Content rule, String by) {
        Object[] values = {id, rule.name(), rule.enabled(), rule.order(), rule.json(), clock.instant(), by};
        return read(CREATE, List.of(values)).get(0);
    }

    @Override
    public Optional<Made> replace(UUID id, int version, Content rule, String by) {
        Object[] values = {rule.name(), rule.enabled(), rule.order(), rule.json(), clock.instant(), by, id, version};
        return read(REPLACE, List.of(values)).stream().findFirst();
    }

    @Override
    public boolean delete(UUID id, int version) {
        return database.inTransaction(session -> Query.update(session, DELETE, List.of(id, version)) > 0);
    }

    private List<Made> read(String sql, List<Object> values) {
        return database.inTransaction(session -> {
            List<Made> rules = new ArrayList<>();
            Query.each(session, sql, values, row -> rules.add(made(row)));
            return rules;
        });
    }

    private static Made made(ResultSet row) throws SQLException {
        return new Made(
                row.getObject(1, UUID.class),
                new Content(row.getString(2), row.getBoolean(3), row.getInt(4), row.getString(5)),
                row.getInt(6),
                row.getTimestamp(7).toInstant(),
                row.getString(8));
    }
}
