package dev.hubbub.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** A hundred messages a request, beside the least that could be done with as many lines. */
final class BulkScenario implements Scenario {
    private static final int TOGETHER = 100;
    private static final int CONNECTIONS = 8;
    private static final double WANTED = 40_000;

    @Override
    public String name() {
        return "bulk";
    }

    @Override
    public String about() {
        return "as ingest, a hundred messages a request, " + CONNECTIONS + " connections";
    }

    @Override
    public List<Result> run(Ground ground) throws Exception {
        Warm warm = ground.warm();
        HttpLoad ours = new HttpLoad(warm.hub().port(), posts(warm.hub().token()));
        HttpLoad leans = new HttpLoad(warm.lean().port(), lines());
        ours.warm(CONNECTIONS, ground.seconds(10));
        leans.warm(CONNECTIONS, ground.seconds(8));
        Latencies latencies = new Latencies();
        Rounds rounds = new Rounds(ground, CONNECTIONS, ground.seconds(2.5));
        Rounds.Pair rates = rounds.alternate(ours, leans, latencies);
        double rate = TOGETHER * rates.ours();
        double reference = TOGETHER * rates.reference();
        double wanted = Math.min(WANTED, reference / 2);
        return List.of(new Result(
                        name(),
                        TOGETHER + " a request",
                        "messages/s",
                        rate,
                        "lean",
                        reference,
                        null,
                        null,
                        "≥ 40,000/s or 0.5 ×",
                        rate >= wanted)
                .took(latencies));
    }

    private static List<byte[]> posts(String token) {
        Texts texts = new Texts(4);
        List<byte[]> posts = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            StringJoiner messages = new StringJoiner(",", "{\"messages\":[", "]}");
            for (int n = 0; n < TOGETHER; n++) {
                messages.add("{\"text\":\"" + texts.next(280) + "\"}");
            }
            posts.add(Texts.post(Sinks.PATH + "/batch", token, messages.toString()));
        }
        return posts;
    }

    private static List<byte[]> lines() {
        Texts texts = new Texts(5);
        List<byte[]> posts = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            StringJoiner lines = new StringJoiner("\n");
            for (int n = 0; n < TOGETHER; n++) {
                lines.add(texts.next(280));
            }
            posts.add(Texts.post(LeanReference.BULK, "none", lines.toString()));
        }
        return posts;
    }
}
