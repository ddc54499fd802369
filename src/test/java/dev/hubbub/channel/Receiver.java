package dev.hubbub.channel;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server of somebody else that the hub calls: it remembers calls, and answers as it is told. */
public final class Receiver implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final List<Call> taken = new CopyOnWriteArrayList<>();
    private final Queue<Answering> answers = new ConcurrentLinkedQueue<>();

    /** What came. */
    public record Call(String method, URI path, Headers headers, String body) {
        public String header(String name) {
            String value = headers.getFirst(name);
            return value == null ? "" : value;
        }
    }

    /** Answers a call. */
    @FunctionalInterface
    public interface Answering {
        void answer(HttpExchange call) throws IOException, InterruptedException;
    }

    private Receiver(InetAddress address, int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(address, port), 0);
        server.createContext("/", this::take);
        server.setExecutor(threads);
        server.start();
    }

    public static Receiver start() throws IOException {
        return start("127.0.0.1", 0);
    }

    public static Receiver start(String address, int port) throws IOException {
        return new Receiver(InetAddress.getByName(address), port);
    }

    private void take(HttpExchange call) throws IOException {
        String body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Headers headers = new Headers();
        headers.putAll(call.getRequestHeaders());
        Call came = new Call(call.getRequestMethod(), call.getRequestURI(), headers, body);
        calls.add(came);
        Answering answer = answers.poll();
        try (call) {
            if (answer == null) {
                taken.add(came);
                call.sendResponseHeaders(204, -1);
            } else {
                answer.answer(call);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The next call is answered so; those that nothing is said of get 204. */
    public Receiver next(Answering answer) {
        answers.add(answer);
        return this;
    }

    /** The next call gets this status. */
    public Receiver next(int status, Map<String, String> headers) {
        return next(call -> {
            headers.forEach((name, value) -> call.getResponseHeaders().set(name, value));
            call.sendResponseHeaders(status, -1);
        });
    }

    /** The next call gets this body. */
    public Receiver next(int status, Map<String, String> headers, String body) {
        return next(call -> {
            headers.forEach((name, value) -> call.getResponseHeaders().set(name, value));
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            call.sendResponseHeaders(status, bytes.length);
            try (OutputStream out = call.getResponseBody()) {
                out.write(bytes);
            }
        });
    }

    public List<Call> calls() {
        return calls;
    }

    /** Those that nothing was said of, and that were answered as a receiver does that has taken what it got. */
    public List<Call> taken() {
        return taken;
    }

    /** How many of the calls that something was said of have not come. */
    public int waiting() {
        return answers.size();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public URI url(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
