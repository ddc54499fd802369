package dev.hubbub.crash;

import dev.hubbub.HubProcess;
import dev.hubbub.store.postgres.PostgresProcess;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Other programs that take every connection a server gives, those of the hub included. */
final class Crowd implements AutoCloseable {
    private static final String TOO_MANY = "53300";
    private static final String PUSH_OUT =
            "select pg_terminate_backend(pid, 1000) from pg_stat_activity where application_name = 'hubbub'";

    private final List<Connection> taken = new ArrayList<>();

    private Crowd() {}

    /** Takes them while the hub is held, which would fight for each place otherwise. */
    static Crowd take(PostgresProcess server, HubProcess hub) throws IOException, SQLException {
        Crowd crowd = new Crowd();
        Connection first = server.connect();
        crowd.taken.add(first);
        hub.freeze();
        try (Statement statement = first.createStatement()) {
            do {
                crowd.takeRest(server);
            } while (pushedOut(statement) || crowd.takeRest(server) > 0);
        } finally {
            hub.thaw();
        }
        return crowd;
    }

    private static boolean pushedOut(Statement statement) throws SQLException {
        try (ResultSet one = statement.executeQuery(PUSH_OUT)) {
            return one.next();
        }
    }

    private int takeRest(PostgresProcess server) throws IOException, SQLException {
        for (int more = 0; ; more++) {
            try {
                taken.add(server.connect());
            } catch (SQLException e) {
                if (!TOO_MANY.equals(e.getSQLState())) {
                    throw e;
                }
                return more;
            }
        }
    }

    int size() {
        return taken.size();
    }

    @Override
    public void close() throws SQLException {
        for (Connection connection : taken) {
            connection.close();
        }
    }
}
