package dev.hubbub.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * One event to many readers, 8 events in flight. The hub checks each reader's token and filter and stores each event first;
 * the others pass on a frame of the same size and keep nothing.
 */
final class SseScenario implements Scenario {
    private static final int IN_FLIGHT = 8;
    private static final int LENGTH = 280;
    /** A stored message as the hub tells it, beyond its text. */
    private static final int AROUND = 600;

    private static final String ROUTE =
            "- route: { from: { uri: \"hub:shoutbox/sse\", steps: [ { to: \"log:shoutbox?level=TRACE\" } ] } }\n";

    @Override
    public String name() {
        return "sse";
    }

    @Override
    public String about() {
        return "one event to 1,000 and to 10,000 readers, 8 in flight, beside nginx with nchan and beside plain Vert.x";
    }

    @Override
    public List<Result> run(Ground ground) throws Exception {
        List<Result> results = new ArrayList<>();
        Warm warm = ground.warm();
        warm.route("sse.camel.yaml", ROUTE);
        try (Reference vertx = Reference.start(ground, StreamReference.class)) {
            @Nullable Nchan nchan = Nchan.isThere() ? Nchan.start(ground) : null;
            try {
                String most = System.getProperty("bench.sse", "1000,10000");
                for (String readers : most.split(",", -1)) {
                    compare(ground, Integer.parseInt(readers), warm.hub(), vertx, nchan, results);
                }
            } finally {
                if (nchan != null) {
                    nchan.close();
                }
            }
        }
        return results;
    }

    private void compare(
            Ground ground, int readers, HubRun hub, Reference vertx, @Nullable Nchan nchan, List<Result> results)
            throws Exception {
        int rounds = ground.thorough() ? 3 : 1;
        double[] ours = new double[rounds];
        double[] plain = new double[rounds];
        double[] nginx = new double[rounds];
        double held = 0;
        double resident = 0;
        byte[] frame = ("{\"text\":\"" + new Texts(4).next(LENGTH + AROUND) + "\"}").getBytes(StandardCharsets.UTF_8);
        for (int round = 0; round < rounds; round++) {
            long heldBefore = Memory.heldBy(hub.pid());
            long before = Memory.ownOf(hub.pid());
            try (Fanout fanout = new Fanout(hub.port(), LENGTH)) {
                List<byte[]> posts =
                        new Texts(6).posts(200, "/api/v1/channels/shoutbox/sse/messages", hub.token(), LENGTH);
                byte[] ask = Rest.get("/stream?types=message.stored&channel=shoutbox/sse", hub.token());
                ours[round] = measure(ground, fanout, readers, unused -> ask, posts);
                held = (Memory.heldBy(hub.pid()) - heldBefore) / 1024.0 / readers;
                resident = Math.max(0, (Memory.ownOf(hub.pid()) - before) / (double) readers);
            }
            plain[round] = other(ground, vertx.port(), readers, frame);
            if (nchan != null) {
                nginx[round] = other(ground, nchan.port, readers, frame);
            }
        }
        String variant = String.format(Locale.ROOT, "%,d readers", readers);
        double rate = Rounds.median(ours);
        results.add(
                nchan == null
                        ? Result.of(name(), variant, "events/s", rate, "nchan is not installed", null)
                        : Result.beside(name(), variant, "events/s", rate, "nchan", Rounds.median(nginx), 1.2));
        results.add(Result.beside(name(), variant, "events/s", rate, "vert.x", Rounds.median(plain), 1));
        results.add(Result.of(
                name(),
                variant + ", held for one",
                "kB",
                held,
                readers < 10_000 ? "" : "≤ 10 kB",
                readers < 10_000 ? null : Boolean.valueOf(held <= 10)));
        // with what the collector has not given back, and what the network library keeps for the next write
        results.add(Result.of(name(), variant + ", resident for one", "kB", resident, "", null));
    }

    private static double other(Ground ground, int port, int readers, byte[] frame) throws IOException {
        byte[] ask = "GET /stream HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/event-stream\r\n\r\n"
                .getBytes(StandardCharsets.ISO_8859_1);
        byte[] post = Texts.post("/publish", "none", new String(frame, StandardCharsets.UTF_8));
        try (Fanout fanout = new Fanout(port, LENGTH)) {
            return measure(ground, fanout, readers, unused -> ask, List.of(post));
        }
    }

    /** Publishes until it gets no faster, for so many seconds at most. */
    private static void warm(Fanout fanout, double most, List<byte[]> posts) throws IOException {
        double best = 0;
        int slower = 0;
        for (double spent = 0; spent < most && slower < 2; spent += 1.5) {
            double rate = fanout.publish(IN_FLIGHT, 1.5, posts);
            slower = rate > best * 1.05 ? 0 : slower + 1;
            best = Math.max(best, rate);
        }
    }

    private static double measure(
            Ground ground, Fanout fanout, int readers, IntFunction<byte[]> ask, List<byte[]> posts) throws IOException {
        fanout.read(readers, ask);
        warm(fanout, ground.seconds(4), posts);
        return fanout.publish(IN_FLIGHT, ground.seconds(4), posts);
    }
}
