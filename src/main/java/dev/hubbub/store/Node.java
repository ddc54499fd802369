package dev.hubbub.store;

import dev.hubbub.intake.LogUnavailableException;
import dev.hubbub.message.ChannelId;
import dev.hubbub.message.DeliveryId;
import dev.hubbub.message.MessageId;
import dev.hubbub.message.TraceEvent;
import dev.hubbub.store.crypt.Keys;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This hub among those that share the database. It says every few seconds that it lives; what a hub held that has
 * gone silent is taken from it: due again, or uncertain if an attempt had begun whose repeat the target could not
 * tell. Silence is measured by this hub's own watch: a clock that is set, here or at the database, kills nobody.
 */
public final class Node implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Node.class);
    /** Beats that may be lost before the others take a node for gone. */
    private static final int BEATS = 6;

    private static final long DOUBT_NANOS = TimeUnit.MINUTES.toNanos(2);

    private static final String BEAT = """
            insert into node (id, started_at, seen_at, reads_keys, writes_key) values (?, now(), now(), ?, ?)
            on conflict (id) do update set seen_at = excluded.seen_at, reads_keys = excluded.reads_keys,
                writes_key = excluded.writes_key
            returning seen_at
            """;
    private static final String OTHERS = "select id, seen_at from node where id <> ?";
    private static final String BURY = "delete from node where id = any (?)";
    private static final String FORGET_OTHERS = "delete from node where id <> ?";
    private static final String LEAVE = "delete from node where id = ?";

    /** What a node held that is gone. */
    private static final String LEFT_OVER = """
            with left_over as (
                select id from delivery d
                where state = 'pending' and holder is not null
                  and (holder = any (?) or not exists (select from node n where n.id = d.holder))
                order by id
                for update skip locked)
            update delivery d
            set state = case when begun_at is null then 'pending' else 'uncertain' end,
                holder = null, begun_at = null, due_at = now(), updated_at = now()
            from left_over
            where d.id = left_over.id
            returning d.id, d.message_id, d.channel, d.attempts, d.state = 'uncertain'
            """;
    /**
     * What was written when the clock was ahead of now, and so waits for a moment that is further away than it was meant
     * to be: it waits on for as long as it had to then.
     */
    private static final String SET_BACK = """
            update delivery
            set due_at = now() + greatest(due_at - updated_at, interval '0'), updated_at = now()
            where state = 'pending' and holder is null and updated_at > now() + interval '1 second'
            """;
    /** A commit in doubt may have been made: then this node holds deliveries that it does not know of. */
    private static final String GIVE_BACK = """
            update delivery
            set holder = null, begun_at = null, attempts = greatest(attempts - 1, 0), due_at = now(), updated_at = now()
            from unnest(?) as u (id)
            where delivery.id = u.id and holder = ? and state = 'pending'
            returning delivery.id
            """;

    private final Database database;
    private final StoredEvents events;
    private final UUID id;

    /** Deliveries that this node may hold in the table without knowing, and since when. */
    private final Map<UUID, Long> doubts = new ConcurrentHashMap<>();

    private final long beatMillis;
    private final Silence silence;
    private volatile Instant beaten = Instant.EPOCH;
    private final Thread beat;
    private volatile boolean closed;

    private Node(Database database, StoredEvents events, UUID id, Duration silence) {
        this.database = database;
        this.events = events;
        this.id = id;
        this.beatMillis = silence.toMillis() / BEATS;
        this.silence = new Silence(silence.toNanos());
        this.beat = new Thread(this::run, "node-heartbeat");
        beat.setDaemon(true);
    }

    /**
     * Joins those that share the database.
     *
     * @param silence how long another one may be silent before it is taken for gone; all have to say the same
     */
    public static Node join(Database database, StoredEvents events, UUID id, Duration silence) {
        Node node = new Node(database, events, id, silence);
        node.beat();
        int unused = database.withConnection(Node::setBack);
        node.beat.start();
        return node;
    }

    /** This node's name; a hub has another one each time it starts. */
    public UUID id() {
        return id;
    }

    /**
     * Takes all other nodes for dead, at once: right where only one hub can use the database, as with its own server.
     */
    public void forgetOtherNodes() {
        database.withConnection(connection -> update(connection, FORGET_OTHERS, id));
        takeLeftOvers(Set.of());
    }

    /** Leaves in peace: what this node still holds is left over at once. */
    @Override
    public void close() {
        closed = true;
        beat.interrupt();
        try {
            giveBackDoubtful();
            database.withConnection(connection -> update(connection, LEAVE, id));
        } catch (LogUnavailableException e) {
            log.warn("Cannot sign off from the database; the other hubs will notice soon: {}", e.getMessage());
        }
    }

    /**
     * Gives deliveries back that this node may hold in the table and does not hold in memory: at once, or as soon as
     * the database can be reached, and for a while again and again, should a commit arrive late.
     */
    void doubt(Collection<UUID> deliveries) {
        long now = System.nanoTime();
        deliveries.forEach(delivery -> doubts.put(delivery, now));
    }

    private void run() {
        while (!closed) {
            try {
                TimeUnit.MILLISECONDS.sleep(beatMillis);
                beat();
                giveBackDoubtful();
            } catch (InterruptedException e) {
                log.debug("The heartbeat ends", e);
                return;
            } catch (RuntimeException e) {
                log.warn("No heartbeat just now: {}", e.toString());
            }
        }
    }

    private void beat() {
        Set<UUID> gone = database.withConnection(connection -> {
            Instant now = say(connection, database.crypt().keys());
            if (now.isBefore(beaten)) {
                log.warn("The database's clock was set back: {} deliveries do not wait for it", setBack(connection));
            }
            beaten = now;
            return silence.judge(others(connection), System.nanoTime());
        });
        takeLeftOvers(gone);
        Set<UUID> buried = silence.longGone(System.nanoTime());
        if (!buried.isEmpty()) {
            int unused = database.withConnection(connection -> bury(connection, buried));
        }
    }

    /** Says that this node lives, what it can read and what it writes with; and tells when, by the database's clock. */
    Instant say(Connection connection, Keys keys) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(BEAT)) {
            statement.setObject(1, id);
            statement.setArray(
                    2, connection.createArrayOf("bigint", keys.names().toArray()));
            statement.setLong(3, keys.primary());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getTimestamp(1).toInstant();
            }
        }
    }

    private static int bury(Connection connection, Set<UUID> nodes) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(BURY)) {
            statement.setArray(1, connection.createArrayOf("uuid", nodes.toArray()));
            return statement.executeUpdate();
        }
    }

    /** When each of the other nodes has said that it lives. */
    private Map<UUID, Instant> others(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(OTHERS)) {
            statement.setObject(1, id);
            Map<UUID, Instant> seen = new HashMap<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    seen.put(row.getObject(1, UUID.class), row.getTimestamp(2).toInstant());
                }
            }
            return seen;
        }
    }

    private static int setBack(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SET_BACK)) {
            return statement.executeUpdate();
        }
    }

    private void takeLeftOvers(Set<UUID> gone) {
        List<TraceEvent> uncertain = database.withConnection(connection -> {
            List<TraceEvent> found = new ArrayList<>();
            try (PreparedStatement statement = connection.prepareStatement(LEFT_OVER)) {
                statement.setArray(1, connection.createArrayOf("uuid", gone.toArray()));
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        if (row.getBoolean(5)) {
                            found.add(uncertain(row));
                        }
                    }
                }
            }
            Traces.insert(connection, events.traces().lines(found));
            return found;
        });
        if (!uncertain.isEmpty()) {
            log.warn("{} attempts were interrupted when a hub ended, and may have arrived or not", uncertain.size());
            events.committed();
        }
    }

    private static TraceEvent uncertain(ResultSet row) throws SQLException {
        return new TraceEvent(
                TraceEvent.Type.DELIVERY_UNCERTAIN,
                Instant.now(),
                new MessageId(row.getObject(2, UUID.class)),
                new DeliveryId(row.getObject(1, UUID.class)),
                ChannelId.parse(row.getString(3)),
                Map.of("attempt", row.getInt(4), "reason", "the hub ended during the attempt"));
    }

    /**
     * Claims: what this node then holds for certain is in doubt no longer, and is not given back while it is being
     * attempted.
     */
    <T> T claiming(Supplier<T> claim, Function<T, Collection<UUID>> claimed) {
        if (doubts.isEmpty()) {
            return claim.get();
        }
        // whatever was doubted before this claim began is here already, so that nothing slips through in between
        synchronized (doubts) {
            T result = claim.get();
            claimed.apply(result).forEach(doubts::remove);
            return result;
        }
    }

    void giveBackDoubtful() {
        synchronized (doubts) {
            if (doubts.isEmpty()) {
                return;
            }
            doubts.keySet().removeAll(database.withConnection(this::giveBack));
            doubts.values().removeIf(since -> System.nanoTime() - since > DOUBT_NANOS);
        }
    }

    private List<UUID> giveBack(Connection connection) throws SQLException {
        List<UUID> given = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(GIVE_BACK)) {
            statement.setArray(
                    1, connection.createArrayOf("uuid", doubts.keySet().toArray()));
            statement.setObject(2, id);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    given.add(row.getObject(1, UUID.class));
                }
            }
        }
        return given;
    }

    private static int update(Connection connection, String sql, UUID id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, id);
            return statement.executeUpdate();
        }
    }
}
