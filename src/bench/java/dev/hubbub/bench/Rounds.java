package dev.hubbub.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Arrays;

/** Measures two things in turn, so that what else the machine does meets both; the middle one of three rounds counts. */
final class Rounds {
    private static final int COUNT = 3;

    private final Ground ground;
    private final int connections;
    private final double seconds;

    Rounds(Ground ground, int connections, double seconds) {
        this.ground = ground;
        this.connections = connections;
        this.seconds = seconds;
    }

    /** Requests a second. */
    record Pair(double ours, double reference) {}

    /** @param latencies takes ours */
    Pair alternate(HttpLoad ours, HttpLoad reference, Latencies latencies) throws IOException, SQLException {
        double[] first = new double[COUNT];
        double[] second = new double[COUNT];
        for (int round = 0; round < COUNT; round++) {
            first[round] = measure(ours, latencies);
            second[round] = measure(reference, new Latencies());
        }
        return new Pair(median(first), median(second));
    }

    /** One round: all of it must be answered 201. */
    double measure(HttpLoad load, Latencies into) throws IOException, SQLException {
        ground.settle();
        HttpLoad.Outcome outcome = load.closed(connections, seconds).all(201);
        into.add(outcome.latencies());
        return outcome.perSecond();
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
