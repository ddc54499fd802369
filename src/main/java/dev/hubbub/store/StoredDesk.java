package dev.hubbub.store;

import dev.hubbub.api.archive.DeliveryDesk;
import dev.hubbub.message.ChannelId;
import dev.hubbub.message.Delivery;
import dev.hubbub.message.DeliveryId;
import dev.hubbub.message.DeliveryState;
import dev.hubbub.message.MessageId;
import dev.hubbub.message.TraceEvent;
import dev.hubbub.store.crypt.Crypt;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.StatelessSession;
import org.hibernate.query.SelectionQuery;
import org.jspecify.annotations.Nullable;

/** What is owed and what became of it, as people read it; and sending again what was given up. */
public final class StoredDesk implements DeliveryDesk {
    private static final String REDRIVE = """
            update delivery
            set state = 'pending', attempts = 0, due_at = ?, holder = null, begun_at = null, reason = null, updated_at = ?
            where id = ? and state in ('dead', 'uncertain', 'bounced')
            """;
    private static final String TRACE = "select id, type, at, delivery_id, channel, detail from trace_event"
            + " where message_id = ? order by xid, seq";

    private final Database database;
    private final StoredEvents events;
    private final Crypt crypt;
    private final Clock clock;

    public StoredDesk(Database database, StoredEvents events, Clock clock) {
        this.database = database;
        this.events = events;
        this.crypt = database.crypt();
        this.clock = clock;
    }

    @Override
    public List<Delivery> of(MessageId message) {
        return database.inTransaction(session -> deliveries(session.createSelectionQuery(
                        "from DeliveryRow where messageId = :message order by id", DeliveryRow.class)
                .setParameter("message", message.value())));
    }

    @Override
    public List<Delivery> list(
            @Nullable DeliveryState state, @Nullable ChannelId channel, @Nullable DeliveryId before, int limit) {
        String where = (state == null ? "" : " and state = :state")
                + (channel == null ? "" : " and channel = :channel")
                + (before == null ? "" : " and id < :before");
        return database.inTransaction(session -> {
            SelectionQuery<DeliveryRow> query = session.createSelectionQuery(
                    "from DeliveryRow where 1 = 1" + where + " order by id desc", DeliveryRow.class);
            if (state != null) {
                query.setParameter("state", DeliveryRow.write(state));
            }
            if (channel != null) {
                query.setParameter("channel", channel.toString());
            }
            if (before != null) {
                query.setParameter("before", before.value());
            }
            return deliveries(query.setMaxResults(limit));
        });
    }

    @Override
    public Optional<Redriven> redrive(DeliveryId id, String by) {
        Optional<Redriven> redriven = database.inTransaction(session -> {
            Object[] values = {clock.instant(), clock.instant(), id.value()};
            boolean done = Query.update(session, REDRIVE, List.of(values)) > 0;
            Optional<Delivery> delivery = deliveries(
                            session.createSelectionQuery("from DeliveryRow where id = :id", DeliveryRow.class)
                                    .setParameter("id", id.value()))
                    .stream()
                    .findFirst();
            if (done && delivery.isPresent()) {
                note(session, delivery.get(), by);
            }
            return delivery.map(now -> new Redriven(done, now));
        });
        if (redriven.isPresent() && redriven.get().done()) {
            events.committed();
        }
        return redriven;
    }

    private void note(StatelessSession session, Delivery delivery, String by) {
        Traces.Lines event = events.traces()
                .lines(List.of(new TraceEvent(
                        TraceEvent.Type.DELIVERY_REDRIVEN,
                        clock.instant(),
                        delivery.message(),
                        delivery.id(),
                        delivery.target().channel(),
                        Map.of("by", by))));
        session.doWork(connection -> Traces.insert(connection, event));
    }

    @Override
    public List<TraceEvent> trace(MessageId message) {
        return database.inTransaction(session -> {
            List<TraceEvent> trace = new ArrayList<>();
            Query.each(session, TRACE, List.of(message.value()), row -> trace.add(event(row, message)));
            return trace;
        });
    }

    private TraceEvent event(ResultSet row, MessageId message) throws SQLException {
        TraceRow event = new TraceRow();
        event.id = row.getObject(1, UUID.class);
        event.type = row.getString(2);
        event.at = row.getTimestamp(3).toInstant();
        event.messageId = message.value();
        event.deliveryId = row.getObject(4, UUID.class);
        event.channel = row.getString(5);
        event.detail = row.getBytes(6);
        return event.toEvent(crypt);
    }

    private List<Delivery> deliveries(SelectionQuery<DeliveryRow> query) {
        return query.getResultStream().map(row -> row.toDelivery(crypt)).toList();
    }
}
