package dev.hubbub.store;

import dev.hubbub.store.postgres.OwnPostgres;
import java.util.function.Supplier;

/**
 * How to reach the database.
 *
 * @param url its JDBC URL, asked at each new connection
 * @param user who connects
 * @param password that user's
 * @param pool connections at most
 */
public record DatabaseConfig(Supplier<String> url, String user, String password, int pool) {
    public DatabaseConfig {
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
        return new DatabaseConfig(() -> url, user, password, pool);
    }

    /** A database of the hub's own server. */
    public static DatabaseConfig of(OwnPostgres server, String database, int pool) {
        return new DatabaseConfig(() -> server.url(database), server.user(), server.password(), pool);
    }

    @Override
    public String toString() {
        return url.get() + " as " + user;
    }
}
