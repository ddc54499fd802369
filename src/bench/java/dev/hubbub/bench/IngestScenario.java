package dev.hubbub.bench;

import java.util.ArrayList;
import java.util.List;

/** Posts of one message each, answered when they are durable, beside plain Camel and beside the least that could be done. */
final class IngestScenario implements Scenario {
    private static final int ROUNDS = 3;
    private static final int LENGTH = 280;

    @Override
    public String name() {
        return "ingest";
    }

    @Override
    public String about() {
        return "HTTP posts of one 300-byte message, 64 and 256 connections; 10 rules, encryption, 2 deliveries each";
    }

    @Override
    public List<Result> run(Ground ground) throws Exception {
        List<Result> results = new ArrayList<>();
        Warm warm = ground.warm();
        try (Reference camel = Reference.start(ground, CamelReference.class)) {
            List<byte[]> plain = new Texts(2).posts(2000, "/messages", "none", LENGTH);
            HttpLoad camels = new HttpLoad(camel.port(), plain);
            HttpLoad leans = new HttpLoad(warm.lean().port(), plain);
            camels.warm(64, ground.seconds(14));
            leans.warm(64, ground.seconds(10));
            for (int connections : new int[] {64, 256}) {
                compare(ground, connections, warm, camels, leans, results);
            }
        }
        return results;
    }

    private void compare(
            Ground ground, int connections, Warm warm, HttpLoad camels, HttpLoad leans, List<Result> results)
            throws Exception {
        HttpLoad ours = warm.posts();
        Rounds rounds = new Rounds(ground, connections, ground.seconds(2.5));
        double[] hub = new double[ROUNDS];
        double[] camel = new double[ROUNDS];
        double[] lean = new double[ROUNDS];
        Latencies full = new Latencies();
        for (int round = 0; round < ROUNDS; round++) {
            hub[round] = rounds.measure(ours, full);
            camel[round] = rounds.measure(camels, new Latencies());
            lean[round] = rounds.measure(leans, new Latencies());
        }
        String variant = connections + " connections";
        double rate = Rounds.median(hub);
        results.add(Result.beside(name(), variant, "messages/s", rate, "camel", Rounds.median(camel), 6)
                .took(full));
        results.add(Result.beside(name(), variant, "messages/s", rate, "lean", Rounds.median(lean), 0.45));
        warm.settle();
        Latencies half =
                ours.paced(connections, ground.seconds(8), rate / 2).all(201).latencies();
        results.add(
                Result.of(name(), variant + ", half load", "messages/s", rate / 2, "p99 ≤ 25 ms", half.millis(99) <= 25)
                        .took(half));
    }
}
