package dev.hubbub.store;

import dev.hubbub.message.ChannelId;
import dev.hubbub.message.Delivery;
import dev.hubbub.message.DeliveryState;
import dev.hubbub.message.TraceEvent;
import dev.hubbub.store.crypt.Crypt;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.hibernate.StatelessSession;

/** What networks tell, later, of what was sent. */
public final class StoredReceipts {
    /** A receipt can overtake the outcome it belongs to, which is written in a batch a moment later. */
    private static final int TRIES = 4;

    /** On a busy machine the batch takes longer; while something is in hand, its outcome may be what is waited for. */
    private static final int MOST_TRIES = 8;

    private static final String IN_HAND =
            "select exists (select from delivery where channel = ? and state = 'pending' and holder is not null)";

    private static final long PAUSE_MILLIS = 250;

    private final Database database;
    private final StoredEvents events;
    private final Clock clock;
    private final Crypt crypt;

    public StoredReceipts(Database database, StoredEvents events, Clock clock) {
        this.database = database;
        this.events = events;
        this.clock = clock;
        this.crypt = database.crypt();
    }

    /**
     * Records what a network tells of something that was sent.
     *
     * @param externalIds the network's id of it, in each form that it may have been told in; the first known counts
     * @param state {@code DELIVERED}, {@code READ} or {@code BOUNCED}; one that comes late never undoes a better one
     * @return whether there is such a delivery
     */
    public boolean receipt(ChannelId channel, List<String> externalIds, DeliveryState state) {
        for (int tried = 1; ; tried++) {
            // asked first: what is not in hand any more has its outcome, which is seen then
            boolean more = tried < TRIES || (tried < MOST_TRIES && isInHand(channel));
            if (recorded(channel, externalIds, state)) {
                return true;
            }
            if (!more || !pause()) {
                return false;
            }
        }
    }

    private boolean isInHand(ChannelId channel) {
        return database.withConnection(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(IN_HAND)) {
                statement.setString(1, channel.toString());
                try (ResultSet row = statement.executeQuery()) {
                    return row.next() && row.getBoolean(1);
                }
            }
        });
    }

    private boolean recorded(ChannelId channel, List<String> externalIds, DeliveryState state) {
        Instant now = clock.instant();
        boolean found = database.inTransaction(session -> {
            List<DeliveryRow> rows = session.createSelectionQuery(
                            "from DeliveryRow where channel = :channel and externalId in :externalIds",
                            DeliveryRow.class)
                    .setParameter("channel", channel.toString())
                    .setParameterList("externalIds", externalIds)
                    .getResultList();
            String known = externalIds.stream()
                    .filter(id -> rows.stream().anyMatch(row -> id.equals(row.externalId)))
                    .findFirst()
                    .orElse("");
            List<Delivery> deliveries = rows.stream()
                    .filter(row -> known.equals(row.externalId))
                    .map(row -> row.toDelivery(crypt))
                    .toList();
            deliveries.forEach(delivery -> record(session, delivery, state, now));
            return !deliveries.isEmpty();
        });
        events.committed();
        return found;
    }

    private void record(StatelessSession session, Delivery delivery, DeliveryState state, Instant now) {
        int changed = session.createMutationQuery("update DeliveryRow set state = :state, updatedAt = :now"
                        + " where id = :id and state in :earlier")
                .setParameter("state", DeliveryRow.write(state))
                .setParameter("now", now)
                .setParameter("id", delivery.id().value())
                .setParameterList("earlier", earlier(state))
                .executeUpdate();
        if (changed > 0) {
            write(session, delivery, TraceEvent.Type.DELIVERY_RECEIPT, now, Map.of("state", DeliveryRow.write(state)));
        }
    }

    /** What a receipt may follow on. */
    private static List<String> earlier(DeliveryState state) {
        return switch (state) {
            case DELIVERED -> List.of("sent", "uncertain");
            case READ -> List.of("sent", "uncertain", "delivered");
            case BOUNCED -> List.of("sent", "uncertain", "delivered");
            case PENDING, SENT, DEAD, UNCERTAIN -> throw new IllegalArgumentException(state + " is no receipt");
        };
    }

    private void write(
            StatelessSession session, Delivery delivery, TraceEvent.Type type, Instant at, Map<String, Object> detail) {
        Traces.Lines rows = events.traces()
                .lines(List.of(new TraceEvent(
                        type,
                        at,
                        delivery.message(),
                        delivery.id(),
                        delivery.target().channel(),
                        detail)));
        session.doWork(connection -> Traces.insert(connection, rows));
    }

    private static boolean pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
