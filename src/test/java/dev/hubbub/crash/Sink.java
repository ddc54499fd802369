package dev.hubbub.crash;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Where all messages go, on two channels: one that can tell a repeat, and one that cannot. It counts how often each
 * delivery arrives, by its stable key.
 */
final class Sink implements AutoCloseable {
    static final String REPEATING = "sink/main";
    static final String ONCE = "sink/once";

    /** The folder of its route file, beside the shipped ones. */
    static final String ROUTES = "sink-routes";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Integer> arrived = new ConcurrentHashMap<>();

    private Sink(HttpServer server) {
        this.server = server;
    }

    static Sink open() throws IOException {
        Sink sink = new Sink(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100));
        sink.server.createContext("/", sink::count);
        sink.server.setExecutor(sink.threads);
        sink.server.start();
        return sink;
    }

    private void count(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            arrived.merge(exchange.getRequestHeaders().getFirst("HubbubDeliveryId"), 1, Integer::sum);
            exchange.sendResponseHeaders(204, -1);
        }
    }

    /** Puts into a hub's folder, before it starts, the channels that lead here and the rule that sends all there. */
    void lead(Path folder) throws IOException {
        Path routes = Files.createDirectories(folder.resolve(ROUTES));
        Files.createDirectories(folder.resolve("config/rules"));
        String here = "http://127.0.0.1:" + server.getAddress().getPort();
        Files.writeString(routes.resolve("sink.camel.yaml"), """
                - route:
                    id: sink
                    from: { uri: "hub:sink/main?concurrency=4&backoff=500ms", steps: [ { to: "%1$s/main" } ] }
                - route:
                    id: once
                    from: { uri: "hub:sink/once?concurrency=4&deduplicates=false", steps: [ { to: "%1$s/once" } ] }
                """.formatted(here));
        Files.writeString(folder.resolve("config/rules/sink.yaml"), """
                rules:
                  - name: everything goes to the sinks
                    when: { channel: shoutbox/ops }
                    then: [ { send: sink/main }, { send: sink/once } ]
                """);
    }

    /** How often a delivery has arrived. */
    int times(String delivery) {
        return arrived.getOrDefault(delivery, 0);
    }

    /** How many deliveries have arrived more than once. */
    long twice() {
        return arrived.values().stream().filter(times -> times > 1).count();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
