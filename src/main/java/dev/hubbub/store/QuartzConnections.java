package dev.hubbub.store;

import java.sql.Connection;
import java.sql.SQLException;
import org.quartz.utils.ConnectionProvider;

/** Connections for Quartz, from the hub's own pool. */
public final class QuartzConnections implements ConnectionProvider {
    private final Database database;

    public QuartzConnections(Database database) {
        this.database = database;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return database.dataSource().getConnection();
    }

    @Override
    public void initialize() {
        // the pool is ready before Quartz is
    }

    @Override
    public void shutdown() {
        // the pool is closed by who opened it
    }
}
