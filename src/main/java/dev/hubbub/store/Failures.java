package dev.hubbub.store;

import dev.hubbub.intake.LogUnavailableException;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/** Tells what a failure of the database means, by its SQL state (PostgreSQL manual, appendix A). */
final class Failures {
    /** Connection gone, too many transactions at once, out of resources, server going down, I/O. */
    private static final Set<String> UNAVAILABLE = Set.of("08", "40", "53", "55", "57", "58", "XX");
    /** Bad data, broken constraint, limit passed: the same statement fails again. */
    private static final Set<String> DATA = Set.of("21", "22", "23", "54");

    /** Out of resources, I/O. */
    private static final Set<String> NO_ROOM = Set.of("53", "58");

    private Failures() {}

    /** As a {@link LogUnavailableException} if trying again can help, else as it is. */
    static RuntimeException translate(RuntimeException failure) {
        if (failure instanceof LogUnavailableException) {
            return failure;
        }
        SQLException sql = sql(failure);
        return sql != null && !isData(sql) && isUnavailable(sql)
                ? new LogUnavailableException("the database is not available: " + sql.getMessage(), failure)
                : failure;
    }

    /** Whether the data themselves are to blame. */
    static boolean isData(Throwable failure) {
        SQLException sql = sql(failure);
        return sql != null && sql.getSQLState() != null && DATA.contains(classOf(sql));
    }

    /**
     * Whether the transaction was undone because of others at work in the same place: at once again, it can succeed.
     */
    static boolean isConflict(Throwable failure) {
        SQLException sql = sql(failure);
        return sql != null && sql.getSQLState() != null && classOf(sql).equals("40");
    }

    /** Whether the server had no room for what was to be written, or could not write it: disk full, I/O error. */
    static boolean isWantOfRoom(Throwable failure) {
        SQLException sql = sql(failure);
        return sql != null && sql.getSQLState() != null && NO_ROOM.contains(classOf(sql));
    }

    /** Whether the server said so, and has undone the transaction; else the connection broke, or is about to. */
    static boolean isAnswer(SQLException failure) {
        return failure instanceof PSQLException answered
                && answered.getServerErrorMessage() != null
                && "ERROR".equals(answered.getServerErrorMessage().getSeverity());
    }

    private static boolean isUnavailable(SQLException sql) {
        // the pool's own time-outs have no state
        return sql.getSQLState() == null || UNAVAILABLE.contains(classOf(sql));
    }

    private static String classOf(SQLException sql) {
        return sql.getSQLState().length() < 2 ? "" : sql.getSQLState().substring(0, 2);
    }

    private static @Nullable SQLException sql(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return sql;
            }
        }
        return null;
    }
}
