package dev.hubbub.store;

import dev.hubbub.store.postgres.OwnPostgres;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * How to reach the database.
 *
 * @param url its JDBC URL, asked at each new connection
 * @param user who connects
 * @param password that user's
 * @param pool connections at most
 * @param timeout how long one statement may take, in whole seconds
 */
public record DatabaseConfig(Supplier<String> url, String user, String password, int pool, Duration timeout) {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    public DatabaseConfig {
        if (timeout.toSeconds() < 1) {
            throw new IllegalArgumentException("hubbub.database.timeout: a second is the least");
        }
        if (pool < 3) {
            throw new IllegalArgumentException("hubbub.database.pool: the hub needs at least 3 connections");
        }
    }

    /** A server that somebody else runs. */
    public static DatabaseConfig of(String url, String user, String password, int pool) {
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException(
                    "hubbub.database.url: write a JDBC URL of PostgreSQL, as jdbc:postgresql://host:5432/hubbub");
        }
        return new DatabaseConfig(() -> url, user, password, pool, TIMEOUT);
    }

    /** A database of the hub's own server. */
    public static DatabaseConfig of(OwnPostgres server, String database, int pool) {
        return new DatabaseConfig(() -> server.url(database), server.user(), server.password(), pool, TIMEOUT);
    }

    /** The same, with another limit of time for one statement. */
    public DatabaseConfig timeout(Duration limit) {
        return new DatabaseConfig(url, user, password, pool, limit);
    }

    @Override
    public String toString() {
        return url.get() + " as " + user;
    }
}
