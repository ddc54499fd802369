package dev.hubbub.store;

import dev.hubbub.api.archive.RecordShelf;
import dev.hubbub.message.Tag;
import dev.hubbub.parser.Records;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The table of records that messages can be tied to. */
public final class StoredRecords implements RecordShelf, Records {
    private static final String EXISTING = """
            select r.resource, r.id
            from unnest(?, ?) as wanted (resource, id)
            join record r on r.resource = wanted.resource and r.id = wanted.id
            """;

    private final Database database;
    private final Clock clock;

    public StoredRecords(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** {@inheritDoc} One statement, however many. */
    @Override
    public Set<Tag> existing(Collection<Tag> candidates) {
        Rows wanted = new Rows("text", "text");
        for (Tag tag : candidates) {
            String record = tag.record();
            if (record != null) {
                wanted.add(tag.resource(), record);
            }
        }
        return wanted.isEmpty() ? Set.of() : existing(wanted);
    }

    private Set<Tag> existing(Rows wanted) {
        return database.withConnection(connection -> {
            Set<Tag> found = new HashSet<>();
            try (PreparedStatement statement = connection.prepareStatement(EXISTING)) {
                wanted.bind(statement);
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        found.add(new Tag(row.getString(1), row.getString(2)));
                    }
                }
            }
            return found;
        });
    }

    @Override
    public Map<String, Long> counts() {
        return database.inTransaction(session -> {
            Map<String, Long> counts = new TreeMap<>();
            session.createSelectionQuery("select resource, count(*) from RecordRow group by resource", Object[].class)
                    .getResultList()
                    .forEach(row -> counts.put((String) row[0], (Long) row[1]));
            return counts;
        });
    }

    @Override
    public void put(String resource, List<Known> records) {
        Instant now = clock.instant();
        Map<String, RecordRow> rows = new TreeMap<>();
        for (Known known : records) {
            RecordRow row = new RecordRow();
            row.resource = resource;
            row.id = known.id();
            row.title = known.title();
            row.href = known.href();
            row.updatedAt = now;
            rows.put(row.id, row);
        }
        database.inTransaction(session -> {
            session.upsertMultiple(List.copyOf(rows.values()));
            return rows.size();
        });
    }

    @Override
    public boolean delete(String resource, String id) {
        return database.inTransaction(
                session -> session.createMutationQuery("delete RecordRow where resource = :resource and id = :id")
                                .setParameter("resource", resource)
                                .setParameter("id", id)
                                .executeUpdate()
                        > 0);
    }
}
