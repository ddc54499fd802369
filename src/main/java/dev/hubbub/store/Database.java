package dev.hubbub.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.hubbub.intake.LogUnavailableException;
import dev.hubbub.store.crypt.Crypt;
import dev.hubbub.store.crypt.KeySource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;
import org.hibernate.JDBCException;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.hibernate.Transaction;
import org.jspecify.annotations.Nullable;

/** The database, its schema up to date: a pool of connections and a Hibernate session factory on it. */
public final class Database implements AutoCloseable {
    private static final int START_SECONDS = 120;
    /**
     * A statement's plan is kept by its connection until the table is analyzed. One made while a table is small reads all of
     * it, and does so until then, though the hub may take ten thousand messages meanwhile. The hub's statements find
     * their rows by an index; {@link StoredChannels} reads tables as a whole.
     */
    private static final String BY_INDEX = "set enable_seqscan = off; set jit = off";

    /** Each connection costs thousands of rounds of hashing, at either end. */
    private static final int STARTS_WITH = 3;

    private static final long POOL_MILLIS = 10_000;
    private static final long VALID_MILLIS = 3_000;

    private final HikariDataSource pool;
    private final Crypt crypt;
    private final SessionMaker sessions;
    private final Pulse pulse;

    private Database(HikariDataSource pool, Crypt crypt, SessionMaker sessions) {
        this.pool = pool;
        this.crypt = crypt;
        this.sessions = sessions;
        this.pulse = Pulse.start(pool);
    }

    /** As {@link #open(SessionMaker, DatabaseConfig, KeySource)}, with nothing begun before. */
    public static Database open(DatabaseConfig config, KeySource keys) {
        return open(SessionMaker.begin(), config, keys);
    }

    /**
     * Connects, brings the schema up to date, and makes ready.
     *
     * @param sessions in the making; they end with the database, or if it cannot be opened
     * @throws IllegalStateException if the server may lose what it has committed, naming the setting; or if the
     *     encryption keys are lost or wrong
     * @throws LogUnavailableException if the server cannot be reached
     */
    public static Database open(SessionMaker sessions, DatabaseConfig config, KeySource keys) {
        @Nullable HikariDataSource pool = null;
        try {
            refuseForgetfulServer(config);
            Schema.migrate(new Connections(config, 0));
            pool = pool(config);
            Crypt crypt = KeyCheck.open(pool, keys);
            sessions.standOn(pool, crypt);
            return new Database(pool, crypt, sessions);
        } catch (SQLException e) {
            close(pool, sessions);
            throw new LogUnavailableException("the database " + config + " fails: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            close(pool, sessions);
            throw e;
        }
    }

    private static void close(@Nullable HikariDataSource pool, SessionMaker sessions) {
        sessions.close();
        if (pool != null) {
            pool.close();
        }
    }

    /** The pool, for Quartz and {@code sql:} endpoints; its connections read no table as a whole if they can help it. */
    public DataSource dataSource() {
        return pool;
    }

    /** The start is over: by and by all connections are opened, so that nobody else can take them. */
    public void openAll() {
        pool.setMinimumIdle(pool.getMaximumPoolSize());
    }

    /** Whether the database answers and takes what is written, as of a moment ago; never waits. */
    public boolean isUp() {
        return pulse.isUp();
    }

    /**
     * Refuses at once what would take room that is known to be wanting, so that small things do not slip in while larger
     * ones fail.
     *
     * @throws LogUnavailableException if the disk was full a moment ago
     */
    void requireRoom() {
        pulse.requireRoom();
    }

    /** What encrypts this database's cells. */
    Crypt crypt() {
        return crypt;
    }

    /** Hibernate's own factory; for {@code jpa:} endpoints see {@link JpaEndpoints}. */
    SessionFactory sessions() {
        return sessions.factory();
    }

    /**
     * Does some work in one transaction, which commits when the work returns.
     *
     * @throws LogUnavailableException if the database cannot be reached, at once if that is known, or is full; nothing
     *     was done then, unless the connection broke during the commit itself
     */
    <T> T inTransaction(Function<StatelessSession, T> work) {
        pulse.require();
        try (StatelessSession session = sessions().openStatelessSession()) {
            Transaction transaction = session.beginTransaction();
            try {
                T result = work.apply(session);
                commit(transaction::commit);
                return result;
            } catch (RuntimeException e) {
                rollBack(transaction, e);
                throw e;
            }
        } catch (RuntimeException e) {
            throw noted(e);
        }
    }

    /** As {@link #inTransaction}, with a plain connection. */
    <T> T withConnection(SqlWork<T> work) {
        pulse.require();
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            T result = undoneIfItFails(connection, work);
            commit(connection::commit);
            return result;
        } catch (SQLException e) {
            throw failed(e);
        } catch (RuntimeException e) {
            throw noted(e);
        }
    }

    private static <T> T undoneIfItFails(Connection connection, SqlWork<T> work) throws SQLException {
        try {
            return work.with(connection);
        } catch (SQLException | RuntimeException e) {
            try {
                connection.rollback();
            } catch (SQLException undoing) {
                e.addSuppressed(undoing);
            }
            throw e;
        }
    }

    private RuntimeException noted(RuntimeException failure) {
        pulse.note(failure);
        return Failures.translate(failure);
    }

    /**
     * Reads something by one statement, without the round trips of a transaction.
     *
     * @throws LogUnavailableException if the database cannot be reached, at once if that is known
     */
    <T> T reading(SqlWork<T> work) {
        pulse.require();
        try (Connection connection = pool.getConnection()) {
            return work.with(connection);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /**
     * Writes something by one statement, which is a transaction of its own: it commits with the same round trip.
     *
     * @throws LogUnavailableException as {@link #inTransaction}; {@linkplain #inDoubt in doubt} if the connection broke
     */
    <T> T committing(SqlWork<T> work) {
        pulse.require();
        try (Connection connection = pool.getConnection()) {
            return answered(connection, work);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private <T> T answered(Connection connection, SqlWork<T> work) throws SQLException {
        try {
            return work.with(connection);
        } catch (SQLException e) {
            RuntimeException failure = failed(e);
            throw Failures.isAnswer(e)
                    ? failure
                    : new LogUnavailableException(
                            "the connection broke during a commit, which may be in the database or not",
                            new InDoubt(failure));
        }
    }

    private RuntimeException failed(SQLException cause) {
        return noted(new JDBCException("the statement failed", cause));
    }

    /** Work on a connection. */
    @FunctionalInterface
    interface SqlWork<T> {
        T with(Connection connection) throws SQLException;
    }

    @Override
    public void close() {
        pulse.close();
        close(pool, sessions);
    }

    /** The end of a transaction. */
    @FunctionalInterface
    private interface Commit {
        void run() throws SQLException;
    }

    private static void commit(Commit commit) {
        try {
            commit.run();
        } catch (SQLException e) {
            throw uncommitted(new JDBCException("the commit failed", e));
        } catch (RuntimeException e) {
            throw uncommitted(e);
        }
    }

    private static RuntimeException uncommitted(RuntimeException failure) {
        RuntimeException translated = Failures.translate(failure);
        return translated instanceof LogUnavailableException
                ? new LogUnavailableException(
                        "the connection broke during a commit, which may be in the database or not",
                        new InDoubt(failure))
                : translated;
    }

    /** Whether that failure leaves open what has become of the transaction. */
    static boolean inDoubt(RuntimeException failure) {
        return failure.getCause() instanceof InDoubt;
    }

    private static final class InDoubt extends RuntimeException {
        private static final long serialVersionUID = 1L;

        InDoubt(Throwable cause) {
            super(cause);
        }
    }

    private static void rollBack(Transaction transaction, RuntimeException cause) {
        try {
            if (transaction.getStatus().canRollback()) {
                transaction.rollback();
            }
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
        }
    }

    private static void refuseForgetfulServer(DatabaseConfig config) {
        List<String> off = new ArrayList<>();
        try (Connection connection = new Connections(config, START_SECONDS).getConnection();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("select name from pg_settings where setting = 'off'"
                        + " and name in ('fsync', 'full_page_writes', 'synchronous_commit') order by name")) {
            while (found.next()) {
                off.add(found.getString(1));
            }
        } catch (SQLException e) {
            throw new LogUnavailableException("cannot connect to the database " + config + ": " + e.getMessage(), e);
        }
        if (!off.isEmpty()) {
            throw new IllegalStateException("the database " + config + " may lose what it has committed: it runs with "
                    + String.join(", ", off)
                    + " off. Turn that on (postgresql.conf, or alter role … set), then start the"
                    + " hub again");
        }
    }

    private static HikariDataSource pool(DatabaseConfig config) {
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("database");
        pool.setDataSource(
                new Connections(config, Math.toIntExact(config.timeout().toSeconds())));
        pool.setMaximumPoolSize(config.pool());
        pool.setMinimumIdle(Math.min(STARTS_WITH, config.pool()));
        pool.setConnectionTimeout(POOL_MILLIS);
        pool.setValidationTimeout(VALID_MILLIS);
        pool.setConnectionInitSql(BY_INDEX);
        return new HikariDataSource(pool);
    }
}
