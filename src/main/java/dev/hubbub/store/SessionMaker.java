package dev.hubbub.store;

import dev.hubbub.intake.LogUnavailableException;
import dev.hubbub.store.crypt.Crypt;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.BatchSettings;
import org.hibernate.cfg.JdbcSettings;
import org.hibernate.cfg.ManagedBeanSettings;
import org.hibernate.cfg.QuerySettings;
import org.hibernate.cfg.StatisticsSettings;
import org.hibernate.dialect.PostgreSQLDialect;
import org.hibernate.jpa.HibernatePersistenceConfiguration;

/**
 * Makes Hibernate's session factory, which is a quarter of a start: in a thread of its own that begins while the database
 * is not even there. Who needs it waits. Therefore it asks the database nothing; that it is PostgreSQL is known.
 */
public final class SessionMaker implements AutoCloseable {
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

    /** Where the sessions' connections will come from, and what will encrypt. */
    private record Ground(DataSource pool, Crypt crypt) {}

    private final CompletableFuture<Ground> ground = new CompletableFuture<>();
    private final CompletableFuture<SessionFactory> made;

    private SessionMaker() {
        made = CompletableFuture.supplyAsync(this::make, SessionMaker::inAThread);
    }

    /** Begins. */
    public static SessionMaker begin() {
        return new SessionMaker();
    }

    private static void inAThread(Runnable work) {
        Thread maker = new Thread(work, "database-sessions");
        maker.setDaemon(true);
        maker.start();
    }

    /** What they stand on is there now. */
    void standOn(DataSource pool, Crypt crypt) {
        ground.complete(new Ground(pool, crypt));
    }

    /**
     * The factory, as soon as it is made.
     *
     * @throws LogUnavailableException if the hub is told to stop meanwhile
     */
    SessionFactory factory() {
        return got(made);
    }

    private SessionFactory make() {
        return new HibernatePersistenceConfiguration("hubbub")
                .managedClasses(ENTITIES)
                .property(JdbcSettings.DIALECT, PostgreSQLDialect.class.getName())
                .property(JdbcSettings.ALLOW_METADATA_ON_BOOT, false)
                .property(
                        JdbcSettings.JAKARTA_NON_JTA_DATASOURCE,
                        new Later(() -> got(ground).pool()))
                .property(JdbcSettings.JDBC_TIME_ZONE, "UTC")
                .property(
                        ManagedBeanSettings.BEAN_CONTAINER,
                        new ConverterMaker(() -> got(ground).crypt()))
                .property(StatisticsSettings.GENERATE_STATISTICS, false)
                .property(QuerySettings.IN_CLAUSE_PARAMETER_PADDING, true)
                .property(BatchSettings.STATEMENT_BATCH_SIZE, 100)
                .createEntityManagerFactory();
    }

    private static <T> T got(Future<T> wanted) {
        try {
            return wanted.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LogUnavailableException("the hub is stopping", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the database's sessions cannot be made: " + e.getCause(), e);
        }
    }

    /** Ends them, now or as soon as they are made; done again, it does nothing. */
    @Override
    public void close() {
        ground.cancel(false);
        CompletableFuture<SessionFactory> unused = made.whenComplete((factory, failure) -> {
            if (factory != null) {
                factory.close();
            }
        });
    }
}
