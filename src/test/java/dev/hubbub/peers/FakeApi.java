package dev.hubbub.peers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A network's HTTP API on loopback, that keeps what it was asked and can ask to wait. */
abstract class FakeApi implements AutoCloseable {
    static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<JsonNode> taken = new CopyOnWriteArrayList<>();
    private final AtomicInteger refusing = new AtomicInteger();

    FakeApi() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    abstract void handle(HttpExchange call) throws IOException;

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What it has taken, in order; {@code given} is the id that it gave. */
    public List<JsonNode> taken() {
        return taken;
    }

    final void take(JsonNode body) {
        taken.add(body);
    }

    /** Asks to wait for a second, so many times. */
    public void limit(int times) {
        refusing.set(times);
    }

    final boolean isLimited() {
        return refusing.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    }

    static JsonNode body(HttpExchange call) throws IOException {
        return JSON.readTree(call.getRequestBody().readAllBytes());
    }

    static void answer(HttpExchange call, byte[] file) throws IOException {
        call.getResponseHeaders().add("Content-Type", "application/octet-stream");
        call.sendResponseHeaders(200, file.length);
        call.getResponseBody().write(file);
        call.close();
    }

    static void answer(HttpExchange call, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        call.getResponseHeaders().add("Content-Type", "application/json");
        call.sendResponseHeaders(status, body.length);
        call.getResponseBody().write(body);
        call.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
