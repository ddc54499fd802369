package dev.hubbub.store;

import dev.hubbub.events.EventLog;
import dev.hubbub.events.Position;
import dev.hubbub.message.Ids;
import dev.hubbub.message.TraceEvent;
import dev.hubbub.store.crypt.Crypt;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The event log in {@code trace_event}. PostgreSQL hands out sequence numbers before it commits, so a later one can
 * be seen before an earlier one; therefore the order is that of (transaction id, sequence), and only what lies below
 * the oldest transaction still running is read: nothing can appear behind a reader any more. The price: a long
 * transaction anywhere on the server holds all readers back as long as it runs.
 */
public final class StoredEvents implements EventLog {
    /**
     * One row at least, which tells how far was looked: sequence numbers start at 1, so (xmin, 0) is past all below it.
     * {@code (select ?)} for one plan, as in {@link Settling}.
     */
    private static final String AFTER = """
            select e.xmin::text::bigint, t.xid::text::bigint, t.seq, t.id, t.type, t.at, t.message_id, t.delivery_id,
                t.channel, t.detail
            from (select pg_snapshot_xmin(pg_current_snapshot()) as xmin) e
            left join lateral (
                select * from trace_event
                where (xid, seq) > ((select ?::text::xid8), (select ?))
                  and xid < pg_snapshot_xmin(pg_current_snapshot()) and type = any ((select ?)::text[])
                order by xid, seq limit (select ?)) t on true
            order by t.xid, t.seq
            """;
    /** Sequence numbers start at 1, so this stands before all of the first transaction that may still write. */
    private static final String LATEST = "select pg_snapshot_xmin(pg_current_snapshot())::text::bigint";

    private static final String OLDEST = """
            (select xid::text::bigint, seq - 1 from trace_event where at >= ? order by at limit 1)
            union all
            (select xid::text::bigint, seq from trace_event order by xid desc, seq desc limit 1)
            limit 1
            """;

    /** After a move to another server by dump, transaction ids may start lower: what was before stays before. */
    private static final String KEEP_BEHIND =
            "update trace_event set xid = '3' where xid >= pg_snapshot_xmax(pg_current_snapshot())";

    private final Database database;
    private final Crypt crypt;
    private final Traces traces;
    private final Duration retention;
    private final Clock clock;
    private final RecentWrites recent = new RecentWrites();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /** @param retention how long readers can resume from a position */
    public StoredEvents(Database database, Ids ids, Duration retention, Clock clock) {
        this.database = database;
        this.crypt = database.crypt();
        this.traces = new Traces(crypt, ids);
        this.retention = retention;
        this.clock = clock;
        int unused = database.withConnection(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(KEEP_BEHIND)) {
                return statement.executeUpdate();
            }
        });
    }

    /** Calls somebody after each commit of this node that wrote events, on the committing thread; must not block. */
    public void onCommit(Runnable listener) {
        listeners.add(listener);
    }

    @Override
    public Page after(Position position, int limit, Set<TraceEvent.Type> types) {
        Object[] names = types.stream().map(TraceEvent.Type::wireName).toArray();
        return database.reading(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(AFTER)) {
                statement.setString(1, Long.toUnsignedString(position.transaction()));
                statement.setLong(2, position.sequence());
                statement.setArray(3, connection.createArrayOf("text", names));
                statement.setInt(4, limit);
                return read(statement, position, limit);
            }
        });
    }

    @Override
    public Position latest() {
        return database.reading(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(LATEST);
                    ResultSet row = statement.executeQuery()) {
                row.next();
                return new Position(row.getLong(1), 0);
            }
        });
    }

    @Override
    public Position oldest() {
        return database.reading(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(OLDEST)) {
                statement.setTimestamp(1, Timestamp.from(clock.instant().minus(retention)));
                try (ResultSet row = statement.executeQuery()) {
                    return row.next() ? new Position(row.getLong(1), row.getLong(2)) : Position.START;
                }
            }
        });
    }

    @Override
    public void append(TraceEvent event) {
        Traces.Lines lines = traces.lines(List.of(event));
        database.withConnection(connection -> {
            Traces.insert(connection, lines);
            return true;
        });
        committed();
    }

    /** Who writes events beside other things does it through these, and tells afterwards by {@link #committed}. */
    Traces traces() {
        return traces;
    }

    /** What this hub wrote a moment ago. */
    RecentWrites recent() {
        return recent;
    }

    /** Some events were committed. */
    void committed(Traces.Lines lines) {
        recent.add(lines);
        committed();
    }

    void committed() {
        listeners.forEach(Runnable::run);
    }

    private Page read(PreparedStatement statement, Position from, int limit) throws SQLException {
        List<Recorded> events = new ArrayList<>();
        Position end = from;
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                end = later(from, new Position(row.getLong(1), 0));
                @Nullable UUID id = row.getObject(4, UUID.class);
                if (id != null) {
                    events.add(new Recorded(new Position(row.getLong(2), row.getLong(3)), event(id, row)));
                }
            }
        }
        return new Page(
                events,
                events.size() < limit ? end : events.get(events.size() - 1).position());
    }

    private static Position later(Position one, Position other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    private TraceEvent event(UUID id, ResultSet row) throws SQLException {
        TraceEvent known = recent.event(id);
        if (known != null) {
            return known;
        }
        TraceRow event = new TraceRow();
        event.id = id;
        event.type = row.getString(5);
        event.at = row.getTimestamp(6).toInstant();
        event.messageId = row.getObject(7, UUID.class);
        event.deliveryId = row.getObject(8, UUID.class);
        event.channel = row.getString(9);
        event.detail = row.getBytes(10);
        return event.toEvent(crypt);
    }
}
