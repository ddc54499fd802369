package dev.hubbub.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;

/** Deliveries of a database that a hub runs on. */
final class Deliveries {
    private Deliveries() {}

    /** Waits until none is pending. */
    static void awaitNone(Ground ground, String database) throws SQLException, IOException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
        try (Connection connection = ground.connect(database);
                Statement statement = connection.createStatement()) {
            while (System.nanoTime() < end) {
                try (ResultSet row =
                        statement.executeQuery("select exists (select from delivery where state = 'pending')")) {
                    row.next();
                    if (!row.getBoolean(1)) {
                        return;
                    }
                }
                Ground.pause(20);
            }
        }
        throw new IOException("deliveries are still pending after five minutes");
    }
}
