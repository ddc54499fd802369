package dev.hubbub.bench;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Whether others feel it when one channel's target hangs and another's fails every time. */
final class LanesScenario implements Scenario {
    private static final int PER_SECOND = 100;
    private static final int ROUNDS = 2;

    @Override
    public String name() {
        return "lanes";
    }

    @Override
    public String about() {
        return "from post to arrival over HTTP, while one other channel's target hangs and one's fails every time";
    }

    @Override
    public List<Result> run(Ground ground) throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            Targets targets = new Targets(vertx);
            Warm warm = ground.warm();
            HubRun hub = prepared(warm, targets.port);
            Latencies unused = measure(hub, targets, ground.seconds(5));
            Latencies quiet = new Latencies();
            Latencies troubled = new Latencies();
            // in turn, so that what else the machine does meets both
            for (int round = 0; round < ROUNDS; round++) {
                quiet.add(measure(hub, targets, ground.seconds(4)));
                targets.troubled = true;
                unused = measure(hub, targets, ground.seconds(1));
                troubled.add(measure(hub, targets, ground.seconds(4)));
                targets.calm();
            }
            double ours = troubled.millis(99);
            double undisturbed = quiet.millis(99);
            // what failed would be tried again for long
            warm.unroute("hangs.camel.yaml");
            warm.unroute("fails.camel.yaml");
            warm.empty();
            return List.of(new Result(
                            name(),
                            "p99, two targets in trouble",
                            "ms",
                            ours,
                            "undisturbed",
                            undisturbed,
                            null,
                            null,
                            "≤ 1.2 × undisturbed",
                            ours <= 1.2 * undisturbed)
                    .took(troubled));
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
    }

    /** Three channels; what is said on one goes to a good target, what is said on the other to the two others. */
    private static HubRun prepared(Warm warm, int port) throws IOException {
        String to = "{ to: \"http://127.0.0.1:" + port + "/%s?responseTimeout=60000\" }";
        String route = "- route: { from: { uri: \"hub:%s\", parameters: { concurrency: 4 }, steps: [ %s ] } }%n";
        String log = "{ to: \"log:shoutbox?level=TRACE\" }";
        warm.route(
                "in.camel.yaml",
                String.format(route, "shoutbox/calm", log) + String.format(route, "shoutbox/trouble", log));
        for (String name : List.of("good", "hangs", "fails")) {
            warm.route(name + ".camel.yaml", String.format(route, "target/" + name, String.format(to, name)));
        }
        warm.rules("""
                rules:
                  - { name: calm, when: { channel: shoutbox/calm }, then: [ { send: target/good } ] }
                  - { name: trouble, when: { channel: shoutbox/trouble }, then: [ { send: target/hangs }, { send: target/fails } ] }
                """);
        return warm.hub();
    }

    /** Posts to both channels at a steady pace; how long those for the good target took to get there. */
    private static Latencies measure(HubRun hub, Targets targets, double seconds) throws Exception {
        int count = (int) (seconds * PER_SECOND);
        Latencies latencies = new Latencies();
        Thread others = new Thread(() -> trouble(hub, seconds), "trouble");
        others.start();
        java.net.http.HttpClient client = java.net.http.HttpClient.newBuilder()
                .version(java.net.http.HttpClient.Version.HTTP_1_1)
                .build();
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            long due = start + (long) (i * 1e9 / PER_SECOND);
            TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
            String name = "m" + System.nanoTime();
            targets.posted.put(name, System.nanoTime());
            var unused = client.sendAsync(
                            java.net.http.HttpRequest.newBuilder(hub.url("/api/v1/channels/shoutbox/calm/messages"))
                                    .header("Authorization", "Bearer " + hub.token())
                                    .header("Content-Type", "application/json")
                                    .POST(java.net.http.HttpRequest.BodyPublishers.ofString(
                                            "{\"text\":\"" + name + "\"}"))
                                    .build(),
                            java.net.http.HttpResponse.BodyHandlers.discarding())
                    .thenAccept(answer -> targets.accepted.addAndGet(answer.statusCode() == 201 ? 1 : 0));
        }
        others.join();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (targets.took.size() < count && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        if (targets.took.size() < count) {
            throw new IllegalStateException(targets.took.size() + " of " + count + " messages have arrived, "
                    + targets.accepted + " were accepted");
        }
        targets.accepted.set(0);
        for (Long nanos = targets.took.poll(); nanos != null; nanos = targets.took.poll()) {
            latencies.record(nanos);
        }
        return latencies;
    }

    private static void trouble(HubRun hub, double seconds) {
        try {
            var unused = new HttpLoad(
                            hub.port(),
                            new Texts(9).posts(500, "/api/v1/channels/shoutbox/trouble/messages", hub.token(), 280))
                    .paced(8, seconds, PER_SECOND / 8.0)
                    .all(201);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Where the channels send to. */
    private static final class Targets {
        final Map<String, Long> posted = new ConcurrentHashMap<>();
        final ConcurrentLinkedQueue<Long> took = new ConcurrentLinkedQueue<>();
        final int port;
        final AtomicInteger accepted = new AtomicInteger();
        private final ConcurrentLinkedQueue<HttpServerResponse> hung = new ConcurrentLinkedQueue<>();
        volatile boolean troubled;

        Targets(Vertx vertx) throws Exception {
            HttpServer server = vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1"))
                    .requestHandler(this::take)
                    .listen(0)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
            port = server.actualPort();
        }

        /** Answers what hangs; from now on all are well. */
        void calm() {
            troubled = false;
            for (HttpServerResponse one = hung.poll(); one != null; one = hung.poll()) {
                one.end();
            }
        }

        private void take(HttpServerRequest request) {
            long now = System.nanoTime();
            var unused = request.body().onSuccess(body -> {
                if (request.path().equals("/good")) {
                    Long began = posted.remove(body.toString());
                    if (began != null) {
                        took.add(now - began);
                    }
                } else if (troubled && request.path().equals("/hangs")) {
                    hung.add(request.response());
                    return;
                }
                boolean fails = troubled && request.path().equals("/fails");
                request.response().setStatusCode(fails ? 500 : 200).end();
            });
        }
    }
}
