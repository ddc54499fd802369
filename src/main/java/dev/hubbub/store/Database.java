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
import org.flywaydb.core.Flyway;
import org.hibernate.JDBCException;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.hibernate.Transaction;
import org.hibernate.cfg.BatchSettings;
import org.hibernate.cfg.JdbcSettings;
import org.hibernate.cfg.ManagedBeanSettings;
import org.hibernate.cfg.QuerySettings;
import org.hibernate.cfg.StatisticsSettings;
import org.hibernate.jpa.HibernatePersistenceConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The database, its schema up to date: a pool of connections and a Hibernate session factory on it. */
public final class Database implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Database.class);
    private static final int START_SECONDS = 120;
    private static final long POOL_MILLIS = 10_000;
    private static final long VALID_MILLIS = 3_000;

    /** Every entity, by hand: nothing is scanned. */
    private static final List<Class<?>> ENTITIES = List.of(
            MessageRow.class,
            TagRow.class,
            AttachmentRow.class,
            DeliveryRow.class,
            TraceRow.class,
            RecordRow.class,
            Story.class,
            UserRow.class,
            ClientRow.class,
            SessionRow.class);

    private final HikariDataSource pool;
    private final Crypt crypt;
    private final SessionFactory sessions;
    private final Pulse pulse;

    private Database(HikariDataSource pool, Crypt crypt, SessionFactory sessions) {
        this.pool = pool;
        this.crypt = crypt;
        this.sessions = sessions;
        this.pulse = Pulse.start(pool);
    }

    /**
     * Connects, brings the schema up to date, and makes ready.
     *
     * @throws IllegalStateException if the server may lose what it has committed, naming the setting; or if the
     *     encryption keys are lost or wrong
     * @throws LogUnavailableException if the server cannot be reached
     */
    public static Database open(DatabaseConfig config, KeySource keys) {
        refuseForgetfulServer(config);
        migrate(config);
        HikariDataSource pool = pool(config);
        try {
            Crypt crypt = KeyCheck.open(pool, keys);
            return new Database(pool, crypt, sessions(pool, crypt));
        } catch (SQLException e) {
            pool.close();
            throw new LogUnavailableException("the database " + config + " fails: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            pool.close();
            throw e;
        }
    }

    /** The pool, for Quartz and {@code sql:} endpoints. */
    public DataSource dataSource() {
        return pool;
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
        return sessions;
    }

    /**
     * Does some work in one transaction, which commits when the work returns.
     *
     * @throws LogUnavailableException if the database cannot be reached, at once if that is known, or is full; nothing
     *     was done then, unless the connection broke during the commit itself
     */
    <T> T inTransaction(Function<StatelessSession, T> work) {
        pulse.require();
        try (StatelessSession session = sessions.openStatelessSession()) {
            Transaction transaction = session.beginTransaction();
            try {
                T result = work.apply(session);
                commit(transaction);
                return result;
            } catch (RuntimeException e) {
                rollBack(transaction, e);
                throw e;
            }
        } catch (RuntimeException e) {
            pulse.note(e);
            throw Failures.translate(e);
        }
    }

    /** Does some work with a plain connection, in one transaction, which commits when the work returns. */
    <T> T withConnection(SqlWork<T> work) {
        return inTransaction(session -> session.doReturningWork(work::with));
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
        RuntimeException failure = new JDBCException("the statement failed", cause);
        pulse.note(failure);
        return Failures.translate(failure);
    }

    /** Work on a connection. */
    @FunctionalInterface
    interface SqlWork<T> {
        T with(Connection connection) throws SQLException;
    }

    @Override
    public void close() {
        pulse.close();
        sessions.close();
        pool.close();
    }

    private static void commit(Transaction transaction) {
        try {
            transaction.commit();
        } catch (RuntimeException e) {
            RuntimeException translated = Failures.translate(e);
            throw translated instanceof LogUnavailableException
                    ? new LogUnavailableException(
                            "the connection broke during a commit, which may be in the database or not", new InDoubt(e))
                    : translated;
        }
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

    private static void migrate(DatabaseConfig config) {
        int applied = Flyway.configure()
                .dataSource(new Connections(config, 0))
                .locations("classpath:db/migration")
                .load()
                .migrate()
                .migrationsExecuted;
        log.info("The database's schema is up to date ({} migrations applied)", applied);
    }

    private static HikariDataSource pool(DatabaseConfig config) {
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("database");
        pool.setDataSource(
                new Connections(config, Math.toIntExact(config.timeout().toSeconds())));
        pool.setMaximumPoolSize(config.pool());
        pool.setConnectionTimeout(POOL_MILLIS);
        pool.setValidationTimeout(VALID_MILLIS);
        return new HikariDataSource(pool);
    }

    private static SessionFactory sessions(DataSource pool, Crypt crypt) {
        return new HibernatePersistenceConfiguration("hubbub")
                .managedClasses(ENTITIES)
                .property(JdbcSettings.JAKARTA_NON_JTA_DATASOURCE, pool)
                .property(JdbcSettings.JDBC_TIME_ZONE, "UTC")
                .property(ManagedBeanSettings.BEAN_CONTAINER, new ConverterMaker(crypt))
                .property(StatisticsSettings.GENERATE_STATISTICS, false)
                .property(QuerySettings.IN_CLAUSE_PARAMETER_PADDING, true)
                .property(BatchSettings.STATEMENT_BATCH_SIZE, 100)
                .createEntityManagerFactory();
    }
}
