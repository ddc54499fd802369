package dev.hubbub.store;

import dev.hubbub.events.EventMarks;
import dev.hubbub.events.Position;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The marks of readers of the event log, in {@code event_mark}. */
public final class StoredEventMarks implements EventMarks {
    private static final String OF = "select position from event_mark where reader = ?";
    private static final String SET = """
            insert into event_mark (reader, position, marked_at) values (?, ?, ?)
            on conflict (reader) do update set position = excluded.position, marked_at = excluded.marked_at
            """;

    private final Database database;
    private final Clock clock;

    public StoredEventMarks(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public Optional<Position> of(String reader) {
        return database.inTransaction(session -> {
            AtomicReference<@Nullable Position> found = new AtomicReference<>();
            Query.each(session, OF, List.of(reader), row -> found.set(Position.parse(row.getString(1))));
            return Optional.ofNullable(found.get());
        });
    }

    @Override
    public void set(String reader, Position position) {
        List<Object> values = List.of(reader, position.toString(), clock.instant());
        int unused = database.inTransaction(session -> Query.update(session, SET, values));
    }
}
