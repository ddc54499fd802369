package dev.hubbub.store;

import dev.hubbub.message.ChannelId;
import dev.hubbub.message.Delivery;
import dev.hubbub.message.DeliveryId;
import dev.hubbub.message.DeliveryState;
import dev.hubbub.message.MessageId;
import dev.hubbub.message.TraceEvent;
import dev.hubbub.outbox.DeliveryQueue.Settlement;
import dev.hubbub.outbox.Outcome;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/**
 * Writes how attempts ended, with the lines of trace, by one statement, however many. Written twice it changes nothing, so
 * that a commit in doubt can be tried again.
 */
final class Settling {
    /**
     * Only this node's holds are settled; but that the target took it is a fact, even if another node has taken the
     * delivery over or it passes for uncertain. Within {@code (select ?)} PostgreSQL does not look for a value when it
     * plans, so that it keeps one plan: else it plans each time anew if rows are few, which takes longer than to run it.
     */
    private static final String SETTLE = """
            update delivery d
            set state = u.state, due_at = u.due_at, external_id = coalesce(u.external_id, d.external_id), reason = u.reason,
                updated_at = u.at, holder = null, begun_at = null
            from unnest((select ?), (select ?), (select ?), (select ?), (select ?), (select ?))
                as u (id, state, due_at, external_id, reason, at)
            where d.id = u.id
              and (d.state = 'pending' and d.holder = ? or u.state = 'sent' and d.state in ('pending', 'uncertain'))
            returning d.id
            """;

    private static final String SETTLE_AND_TELL = "with s as (" + SETTLE + """
            )
            insert into trace_event (id, type, at, message_id, delivery_id, channel, detail)
            select id, type, at, message_id, delivery_id, channel, detail
            from unnest((select ?), (select ?), (select ?), (select ?), (select ?), (select ?), (select ?))
                with ordinality as u (id, type, at, message_id, delivery_id, channel, detail, n)
            where delivery_id in (select id from s)
            order by n
            """;

    private final Database database;
    private final StoredEvents events;
    private final Node node;

    Settling(Database database, StoredEvents events, Node node) {
        this.database = database;
        this.events = events;
        this.node = node;
    }

    void settle(List<Settlement> settlements) {
        if (settlements.isEmpty()) {
            return;
        }
        Rows rows = rows(settlements);
        Traces.Lines traces =
                events.traces().lines(settlements.stream().map(Settling::event).toList());
        int unused = database.committing(connection -> settle(connection, rows, traces.rows()));
        events.committed(traces);
    }

    /** Lets deliveries die that cannot even be attempted, within a transaction that goes on. */
    void giveUp(StatelessSession session, List<Delivery> deliveries, String reason) {
        if (deliveries.isEmpty()) {
            return;
        }
        Instant now = Instant.now();
        List<Settlement> dead = deliveries.stream()
                .map(d -> new Settlement(d, new Outcome.Rejected(reason), DeliveryState.DEAD, now, now, now))
                .toList();
        Rows rows = rows(dead);
        Traces.Lines traces =
                events.traces().lines(dead.stream().map(Settling::event).toList());
        session.doWork(connection -> {
            int unused = settle(connection, rows, traces.rows());
        });
    }

    private Rows rows(List<Settlement> settlements) {
        Rows rows = new Rows("uuid", "text", "timestamptz", "text", "bytea", "timestamptz");
        for (Settlement settlement : settlements) {
            UUID id = settlement.delivery().id().value();
            String reason = reason(settlement.outcome());
            rows.add(
                    id,
                    DeliveryRow.write(settlement.state()),
                    settlement.dueAt(),
                    settlement.outcome() instanceof Outcome.Sent sent ? clean(sent.externalId()) : null,
                    reason == null ? null : database.crypt().encrypt(id, DeliveryRow.REASON, reason),
                    settlement.endedAt());
        }
        return rows;
    }

    private int settle(Connection connection, Rows rows, Rows traces) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SETTLE_AND_TELL)) {
            int next = rows.bind(statement, 1);
            statement.setObject(next, node.id());
            int unused = traces.bind(statement, next + 1);
            return statement.executeUpdate();
        }
    }

    private static TraceEvent event(Settlement settlement) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("attempt", settlement.delivery().attempts());
        detail.put(
                "millis",
                Math.max(
                        0,
                        Duration.between(settlement.startedAt(), settlement.endedAt())
                                .toMillis()));
        String reason = reason(settlement.outcome());
        if (reason != null) {
            detail.put("reason", reason);
        }
        if (settlement.state() == DeliveryState.PENDING) {
            detail.put("retryAt", settlement.dueAt().toString());
        }
        if (settlement.outcome() instanceof Outcome.Sent sent && sent.externalId() != null) {
            detail.put("externalId", sent.externalId());
        }
        DeliveryId delivery = settlement.delivery().id();
        MessageId message = settlement.delivery().message();
        ChannelId channel = settlement.delivery().target().channel();
        return new TraceEvent(type(settlement.state()), settlement.endedAt(), message, delivery, channel, detail);
    }

    private static TraceEvent.Type type(DeliveryState state) {
        return switch (state) {
            case PENDING -> TraceEvent.Type.DELIVERY_RETRY;
            case SENT -> TraceEvent.Type.DELIVERY_SENT;
            case DEAD -> TraceEvent.Type.DELIVERY_DEAD;
            case UNCERTAIN -> TraceEvent.Type.DELIVERY_UNCERTAIN;
            case DELIVERED, READ, BOUNCED -> TraceEvent.Type.DELIVERY_RECEIPT;
        };
    }

    private static @Nullable String reason(Outcome outcome) {
        if (outcome instanceof Outcome.Failed failed) {
            return failed.reason();
        }
        if (outcome instanceof Outcome.Rejected rejected) {
            return rejected.reason();
        }
        return outcome instanceof Outcome.Interrupted interrupted ? interrupted.reason() : null;
    }

    /** A network's id as the database can hold and index it. */
    private static @Nullable String clean(@Nullable String externalId) {
        if (externalId == null) {
            return null;
        }
        String text = externalId.replace("\u0000", "");
        return text.length() > 500 ? text.substring(0, 500) : text;
    }
}
