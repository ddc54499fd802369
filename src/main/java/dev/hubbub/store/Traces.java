package dev.hubbub.store;

import dev.hubbub.message.Ids;
import dev.hubbub.message.TraceEvent;
import dev.hubbub.store.crypt.Crypt;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
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

    /** Encrypts events, before a connection is taken. */
    Rows rows(Collection<TraceEvent> events) {
        Rows rows = new Rows("uuid", "text", "timestamptz", "uuid", "uuid", "text", "bytea");
        for (TraceEvent event : events) {
            UUID id = ids.next();
            rows.add(
                    id,
                    event.type().wireName(),
                    event.at(),
                    event.message() == null ? null : event.message().value(),
                    event.delivery() == null ? null : event.delivery().value(),
                    event.channel(),
                    crypt.encrypt(id, TraceRow.DETAIL, Json.write(event.detail())));
        }
        return rows;
    }

    static void insert(Connection connection, Rows rows) throws SQLException {
        rows.insert(connection, INSERT, TABLE);
    }
}
