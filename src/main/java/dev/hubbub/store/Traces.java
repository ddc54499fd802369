package dev.hubbub.store;

import dev.hubbub.message.Ids;
import dev.hubbub.message.TraceEvent;
import dev.hubbub.store.crypt.Crypt;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Writes events beside what they tell of, in the same transaction. */
final class Traces {
    private static final String INSERT = """
            insert into trace_event (id, type, at, message_id, delivery_id, channel, detail)
            select id, type, at, message_id, delivery_id, channel, detail
            from unnest(?, ?, ?, ?, ?, ?, ?)
                with ordinality as u (id, type, at, message_id, delivery_id, channel, detail, n)
            order by n
            """;

    private static final String TABLE = "trace_event (id, type, at, message_id, delivery_id, channel, detail)";

    private final Crypt crypt;
    private final Ids ids;

    Traces(Crypt crypt, Ids ids) {
        this.crypt = crypt;
        this.ids = ids;
    }

    /**
     * Events on their way into the table.
     *
     * @param ids of their rows, in the order of the events
     */
    record Lines(Rows rows, List<UUID> ids, List<TraceEvent> events) {}

    /** Encrypts events, before a connection is taken. */
    Lines lines(List<TraceEvent> events) {
        Rows rows = new Rows("uuid", "text", "timestamptz", "uuid", "uuid", "text", "bytea");
        List<UUID> lineIds = new ArrayList<>(events.size());
        for (TraceEvent event : events) {
            UUID id = ids.next();
            lineIds.add(id);
            rows.add(
                    id,
                    event.type().wireName(),
                    event.at(),
                    event.message() == null ? null : event.message().value(),
                    event.delivery() == null ? null : event.delivery().value(),
                    event.channel(),
                    crypt.encrypt(id, TraceRow.DETAIL, Json.write(event.detail())));
        }
        return new Lines(rows, lineIds, events);
    }

    static void insert(Connection connection, Lines lines) throws SQLException {
        lines.rows().insert(connection, INSERT, TABLE);
    }
}
