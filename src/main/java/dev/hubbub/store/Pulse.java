package dev.hubbub.store;

import dev.hubbub.intake.LogUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feels every second whether the database answers, so that nobody who needs it has to wait to find out: while it is
 * silent, work is refused at once. After a write failed for want of room, it also tries whether there is room again.
 */
final class Pulse implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Pulse.class);
    private static final long EVERY_MILLIS = 1_000;
    private static final long SILENT_NANOS = TimeUnit.SECONDS.toNanos(4);
    private static final int ANSWER_SECONDS = 2;
    private static final int WRITE_MILLIS = 5_000;

    /** A megabyte of table and as much of its log; it goes with the transaction. */
    private static final String WRITE =
            "create table hubbub_room_%x as select repeat('x', 500) as filler from generate_series(1, 2000)";

    private final DataSource pool;
    private final Thread beat = new Thread(this::run, "database-pulse");
    private volatile long answeredAt = System.nanoTime();
    private volatile boolean failed;
    private volatile boolean suspect;
    private volatile boolean full;
    private volatile boolean closed;
    private boolean down;

    private Pulse(DataSource pool) {
        this.pool = pool;
    }

    static Pulse start(DataSource pool) {
        Pulse pulse = new Pulse(pool);
        pulse.beat.setDaemon(true);
        pulse.beat.start();
        return pulse;
    }

    /** Whether the database answers and takes what is written; never waits. */
    boolean isUp() {
        return !isSilent() && !full;
    }

    /**
     * Refuses what would only wait.
     *
     * @throws LogUnavailableException while the database is silent
     */
    void require() {
        if (isSilent()) {
            throw new LogUnavailableException("the database does not answer just now", null);
        }
    }

    /**
     * Refuses what would take room.
     *
     * @throws LogUnavailableException while there is none
     */
    void requireRoom() {
        if (full) {
            throw new LogUnavailableException("the database has no room to write just now", null);
        }
    }

    /** Takes note of a failure: if it was for want of room, the next beat tries to write. */
    void note(RuntimeException failure) {
        if (Failures.isWantOfRoom(failure)) {
            suspect = true;
        }
    }

    private boolean isSilent() {
        return failed || System.nanoTime() - answeredAt > SILENT_NANOS;
    }

    private void run() {
        try {
            while (!closed) {
                feel();
                TimeUnit.MILLISECONDS.sleep(EVERY_MILLIS);
            }
        } catch (InterruptedException e) {
            log.debug("The pulse is felt no more", e);
        }
    }

    private void feel() {
        try (Connection connection = pool.getConnection()) {
            if (!connection.isValid(ANSWER_SECONDS)) {
                throw new SQLException("no answer within " + ANSWER_SECONDS + " s");
            }
            answeredAt = System.nanoTime();
            failed = false;
            if (suspect || full) {
                suspect = false;
                full = !hasRoom(connection);
            }
            tell(full ? "it has no room to write" : null);
        } catch (SQLException | RuntimeException e) {
            failed = !closed;
            tell(reason(e));
        }
    }

    private static boolean hasRoom(Connection connection) throws SQLException {
        connection.setNetworkTimeout(Runnable::run, WRITE_MILLIS);
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(WRITE.formatted(System.nanoTime()));
            return true;
        } catch (SQLException e) {
            log.debug("The database cannot write", e);
            return !Failures.isWantOfRoom(e);
        } finally {
            connection.rollback();
        }
    }

    /** The pool only says that it has no connection; why, its cause says. */
    private static @Nullable String reason(Throwable failure) {
        Throwable cause = failure.getCause();
        return cause != null && cause.getMessage() != null ? cause.getMessage() : failure.toString();
    }

    private void tell(@Nullable String reason) {
        if (reason != null && !down && !closed) {
            log.error("The database is away, and what needs it is refused until it is back: {}", reason);
        } else if (reason == null && down) {
            log.info("The database is back");
        }
        down = reason != null;
    }

    @Override
    public void close() {
        closed = true;
        beat.interrupt();
    }
}
