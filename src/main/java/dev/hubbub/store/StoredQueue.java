package dev.hubbub.store;

import dev.hubbub.intake.LogUnavailableException;
import dev.hubbub.message.ChannelId;
import dev.hubbub.message.Delivery;
import dev.hubbub.message.DeliveryId;
import dev.hubbub.message.MessageId;
import dev.hubbub.outbox.DeliveryQueue;
import dev.hubbub.store.crypt.Crypt;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.hibernate.StatelessSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The table of what is owed. A delivery in hand carries its node's id; one that nobody holds and that is due can be
 * claimed by any node, and no two nodes ever claim the same.
 */
public final class StoredQueue implements DeliveryQueue {
    private static final Logger log = LoggerFactory.getLogger(StoredQueue.class);

    /** What changes a message is claimed only after all that is owed of it to the same target has ended. */
    private static final String CLAIM = """
            with due as (
                select id from delivery
                where channel = ? and state = 'pending' and holder is null and due_at >= ? and due_at <= now()
                  and (change is null or not exists (
                      select from delivery e
                      where e.message_id = delivery.message_id and e.channel = delivery.channel and e.id < delivery.id
                        and e.state = 'pending' and e.recipient is not distinct from delivery.recipient))
                order by due_at, id
                limit ?
                for update skip locked)
            update delivery d set holder = ?, attempts = attempts + 1, begun_at = null, updated_at = now()
            from due where d.id = due.id
            returning d.id, d.due_at
            """;
    /**
     * The head of the line: everything before the first that cannot go yet. One node at a time looks at a channel's
     * line.
     */
    private static final String CLAIM_IN_ORDER = """
            with line as (
                select id, holder is null and due_at <= now()
                    and (change is null or not exists (
                        select from delivery e
                        where e.message_id = delivery.message_id and e.channel = delivery.channel and e.id < delivery.id
                          and e.state = 'pending' and e.recipient is not distinct from delivery.recipient)) as free
                from delivery
                where channel = ? and state = 'pending'
                order by id
                limit ?),
            head as (
                select id from line
                where id < coalesce(
                    (select id from line where not free order by id limit 1), 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
            update delivery d set holder = ?, attempts = attempts + 1, begun_at = null, updated_at = now()
            from head where d.id = head.id and d.holder is null and d.state = 'pending'
            returning d.id
            """;

    private static final String ALONE = "select pg_try_advisory_xact_lock(hashtextextended(?, 7))";

    private static final String PENDING =
            "select exists (select from delivery where channel = ? and state = 'pending')";

    private static final String BEGIN =
            "update delivery set begun_at = now() from unnest(?) as u (id) where delivery.id = u.id and holder = ?"
                    + " returning delivery.id";

    private static final String RELEASE = """
            update delivery
            set holder = null, begun_at = null, attempts = greatest(attempts - 1, 0), due_at = now(), updated_at = now()
            from unnest(?) as u (id)
            where delivery.id = u.id and holder = ? and state = 'pending'
            """;

    private final Database database;
    private final Node node;
    private final Crypt crypt;
    private final MessageReader reader;
    private final Settling settling;
    private final ClaimMarks marks = new ClaimMarks();

    public StoredQueue(Database database, StoredEvents events, Node node) {
        this.database = database;
        this.node = node;
        this.crypt = database.crypt();
        this.reader = new MessageReader(crypt);
        this.settling = new Settling(database, events, node);
    }

    @Override
    public List<Owed> claim(ChannelId channel, int max, boolean ordered) {
        return node.claiming(
                () -> claimed(channel, max, ordered),
                owed -> owed.stream().map(one -> one.delivery().id().value()).toList());
    }

    private List<Owed> claimed(ChannelId channel, int max, boolean ordered) {
        Set<UUID> claimed = new LinkedHashSet<>();
        try {
            return database.inTransaction(session -> {
                session.doWork(connection -> claimed.addAll(
                        ordered ? claimInOrder(connection, channel, max) : claimDue(connection, channel, max)));
                return owed(session, claimed, ordered ? "id" : "due_at, id");
            });
        } catch (LogUnavailableException e) {
            if (Database.inDoubt(e)) {
                node.doubt(claimed);
            }
            throw e;
        }
    }

    private List<UUID> claimInOrder(Connection connection, ChannelId channel, int max) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ALONE)) {
            statement.setString(1, channel.toString());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                if (!row.getBoolean(1)) {
                    return List.of();
                }
            }
        }
        List<UUID> ids = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(CLAIM_IN_ORDER)) {
            statement.setString(1, channel.toString());
            statement.setInt(2, max);
            statement.setObject(3, node.id());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    ids.add(row.getObject(1, UUID.class));
                }
            }
        }
        return ids;
    }

    /** From where the last claim came to; if too little is left there, from the front. */
    private List<UUID> claimDue(Connection connection, ChannelId channel, int max) throws SQLException {
        Instant from = marks.from(channel);
        List<UUID> ids = new ArrayList<>();
        claimFrom(connection, channel, from, max, ids);
        if (ids.size() < max && from.isAfter(Instant.EPOCH)) {
            marks.ended(channel);
            claimFrom(connection, channel, Instant.EPOCH, max - ids.size(), ids);
        }
        return ids;
    }

    private void claimFrom(Connection connection, ChannelId channel, Instant from, int max, List<UUID> ids)
            throws SQLException {
        int found = 0;
        Instant last = Instant.EPOCH;
        try (PreparedStatement statement = connection.prepareStatement(CLAIM)) {
            statement.setString(1, channel.toString());
            statement.setObject(2, from.atOffset(ZoneOffset.UTC));
            statement.setInt(3, max);
            statement.setObject(4, node.id());
            try (ResultSet row = statement.executeQuery()) {
                for (; row.next(); found++) {
                    ids.add(row.getObject(1, UUID.class));
                    Instant dueAt = row.getObject(2, OffsetDateTime.class).toInstant();
                    last = dueAt.isAfter(last) ? dueAt : last;
                }
            }
        }
        if (found == max) {
            marks.reached(channel, from, last);
        }
    }

    private List<Owed> owed(StatelessSession session, Set<UUID> ids, String order) {
        if (ids.isEmpty()) {
            return List.of();
        }
        List<Delivery> deliveries =
                Query.entities(session, DeliveryRow.BY_ID + " order by " + order, DeliveryRow.class, ids).stream()
                        .map(row -> row.toDelivery(crypt))
                        .toList();
        Set<UUID> messageIds = new LinkedHashSet<>();
        deliveries.forEach(delivery -> messageIds.add(delivery.message().value()));
        Map<MessageId, MessageReader.Found> messages = reader.withFiles(session, messageIds);
        List<Owed> owed = new ArrayList<>();
        List<Delivery> unreadable = new ArrayList<>();
        for (Delivery delivery : deliveries) {
            MessageReader.Found found = messages.get(delivery.message());
            if (found == null || !found.whole()) {
                unreadable.add(delivery);
            } else {
                owed.add(new Owed(delivery, found.message()));
            }
        }
        settling.giveUp(session, unreadable, "the stored message, or the name of a file of it, cannot be decrypted");
        return owed;
    }

    @Override
    public boolean hasPending(ChannelId channel) {
        return database.withConnection(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(PENDING)) {
                statement.setString(1, channel.toString());
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    return row.getBoolean(1);
                }
            }
        });
    }

    /** {@inheritDoc} What is not marked will not be attempted now, so that this node must not hold it any longer. */
    @Override
    public Set<DeliveryId> begin(Collection<DeliveryId> deliveries) {
        Set<DeliveryId> begun = new HashSet<>();
        try {
            // one statement, which is a transaction of its own
            int unused = database.committing(connection -> begin(connection, deliveries, begun));
        } catch (RuntimeException e) {
            begun.clear();
            throw e;
        } finally {
            node.doubt(deliveries.stream()
                    .filter(delivery -> !begun.contains(delivery))
                    .map(DeliveryId::value)
                    .toList());
        }
        return begun;
    }

    private int begin(Connection connection, Collection<DeliveryId> deliveries, Set<DeliveryId> begun)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(BEGIN)) {
            set(statement, deliveries);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    begun.add(new DeliveryId(row.getObject(1, UUID.class)));
                }
            }
            return begun.size();
        }
    }

    @Override
    public void settle(List<Settlement> settlements) {
        settling.settle(settlements);
    }

    /** {@inheritDoc} If the database is away, they are given back as soon as it has returned. */
    @Override
    public void release(Collection<DeliveryId> deliveries) {
        try {
            int unused = database.withConnection(connection -> update(connection, RELEASE, deliveries));
        } catch (RuntimeException e) {
            log.info("{} deliveries are given back once the database has returned", deliveries.size());
            node.doubt(deliveries.stream().map(DeliveryId::value).toList());
        }
    }

    private int update(Connection connection, String sql, Collection<DeliveryId> deliveries) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            set(statement, deliveries);
            return statement.executeUpdate();
        }
    }

    private void set(PreparedStatement statement, Collection<DeliveryId> deliveries) throws SQLException {
        Object[] ids = deliveries.stream().map(DeliveryId::value).toArray();
        statement.setArray(1, statement.getConnection().createArrayOf("uuid", ids));
        statement.setObject(2, node.id());
    }
}
