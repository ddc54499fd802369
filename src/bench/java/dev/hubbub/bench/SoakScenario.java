package dev.hubbub.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Half of what the hub could take, for long: memory, queue and latency must stay as they are. */
final class SoakScenario implements Scenario {
    private static final int WINDOWS = 12;
    private static final int CONNECTIONS = 64;

    @Override
    public String name() {
        return "soak";
    }

    @Override
    public String about() {
        return "half the ingest rate for long: memory, queue and latency of the last third beside the middle third";
    }

    @Override
    public List<Result> run(Ground ground) throws Exception {
        double seconds = ground.thorough() ? 600 : 30;
        Warm warm = ground.warm();
        HttpLoad load = warm.posts();
        double rate = load.closed(CONNECTIONS, ground.seconds(4)).all(201).perSecond() / 2;
        warm.settle();
        Third middle = new Third();
        Third last = new Third();
        for (int window = 0; window < WINDOWS; window++) {
            Third third = window < WINDOWS / 3 ? new Third() : window < 2 * WINDOWS / 3 ? middle : last;
            third.latencies.add(
                    load.paced(CONNECTIONS, seconds / WINDOWS, rate).all(201).latencies());
            third.memory = Math.max(third.memory, Memory.ownOf(warm.hub().pid()) / 1024.0);
            third.pending = Math.max(third.pending, pending(ground, warm.database()));
        }
        return List.of(
                result("memory, last third", "MB", last.memory, middle.memory, 1.05, 20),
                result("owed, last third", "rows", last.pending, middle.pending, 1.2, rate / 2),
                result("p99, last third", "ms", last.latencies.millis(99), middle.latencies.millis(99), 1.2, 10)
                        .took(last.latencies),
                Result.of(name(), "at this rate", "messages/s", rate, "", null));
    }

    /** A third of the run: the most that was seen. */
    private static final class Third {
        final Latencies latencies = new Latencies();
        double memory;
        double pending;
    }

    /** @param more what does not count as growth, in units: readings jitter */
    private Result result(String variant, String unit, double last, double middle, double times, double more) {
        return new Result(
                name(),
                variant,
                unit,
                last,
                "middle third",
                middle,
                null,
                null,
                "no growth",
                last <= middle * times + more);
    }

    private static double pending(Ground ground, String database) throws SQLException, IOException {
        try (Connection connection = ground.connect(database);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from delivery where state = 'pending'")) {
            if (!row.next()) {
                throw new IOException("the database does not count");
            }
            return row.getDouble(1);
        }
    }
}
