package dev.hubbub.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells PostgreSQL's planner anew what {@code message} holds once a tenth of it has changed, as autovacuum does for other
 * tables. Autovacuum is told to leave it for this one ({@code V21}): after an analyze it sorts the pending words of the
 * {@linkplain WordIndex index of words} in while its transaction is open, for up to seconds, and nothing that is committed
 * meanwhile can be told to readers of the event log ({@link StoredEvents}).
 */
public final class MessageStatistics implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MessageStatistics.class);
    private static final long LOOK_SECONDS = 60;

    /** As autovacuum's own settings have it. */
    private static final String DUE = """
            select coalesce(s.n_mod_since_analyze > 50 + 0.1 * greatest(c.reltuples, 0), false)
            from pg_class c
            left join pg_stat_user_tables s on s.relid = c.oid
            where c.oid = 'message'::regclass
            """;

    private static final String GENTLY = "set local vacuum_cost_delay = 2";
    private static final String ANALYZE = "analyze (skip_locked) message";

    private final Database database;
    private final ScheduledExecutorService thread;

    public MessageStatistics(Database database) {
        this.database = database;
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread made = new Thread(task, "hubbub-statistics");
            made.setDaemon(true);
            return made;
        });
        var unused = thread.scheduleWithFixedDelay(this::look, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    private void look() {
        try {
            boolean unused = freshen();
        } catch (RuntimeException e) {
            LOG.debug("the planner is told of new messages later: {}", e.toString());
        }
    }

    /** Does it if it is due; whether it was. */
    boolean freshen() {
        return database.withConnection(connection -> {
            if (!isDue(connection)) {
                return false;
            }
            int unused = Sql.run(connection, GENTLY);
            unused = Sql.run(connection, ANALYZE);
            return true;
        });
    }

    private static boolean isDue(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(DUE);
                ResultSet row = statement.executeQuery()) {
            return row.next() && row.getBoolean(1);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
