package dev.hubbub.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.hubbub.config.Key;
import dev.hubbub.config.Settings;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An X for trying the hub: what its API v2 does by its documentation (docs.x.com), for three people: the hub's own account {@code
 * hubbub}, {@code ana} and {@code ben}. It forgets everything when it stops.
 */
public final class XSandbox implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(XSandbox.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LARGEST = 8_000_000;
    private static final String SEARCH = "#hubbub";

    private final HttpServer server;
    private final HttpContext context;
    private final ExecutorService work;
    private final XPosts posts;
    private final XDoor door;

    private XSandbox(HttpServer server, Keep keep, Clock clock) {
        this.server = server;
        this.posts = new XPosts(new Notes(keep), keep.messages(), clock);
        this.door = new XDoor(clock);
        this.work = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "hubbub-sandbox-x");
            thread.setDaemon(true);
            return thread;
        });
        this.context = server.createContext("/2/", this::serve);
        server.setExecutor(work);
        server.start();
    }

    /** Starts as the settings say. */
    static XSandbox start(Settings settings, Keep keep) throws IOException {
        int port = settings.integer(Key.SANDBOX_X_PORT);
        XSandbox made = start(port, keep);
        if (port != 0 && made.port() != port) {
            LOG.warn("port {} is busy: the sandbox's X is on port {} instead", port, made.port());
        }
        LOG.info("sandbox: X on 127.0.0.1:{}, the hub's account is @{}", made.port(), XPosts.HUB);
        return made;
    }

    /** Starts on this port, or on a free one if it is 0 or taken. */
    public static XSandbox start(int port) throws IOException {
        return start(port, Keep.USUAL);
    }

    private static XSandbox start(int port, Keep keep) throws IOException {
        return new XSandbox(bind(port), keep, Clock.systemUTC());
    }

    private static HttpServer bind(int port) throws IOException {
        InetAddress here = InetAddress.getLoopbackAddress();
        try {
            return HttpServer.create(new InetSocketAddress(here, port), 50);
        } catch (BindException e) {
            return HttpServer.create(new InetSocketAddress(here, 0), 50);
        }
    }

    /** The port it listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** Lets something happen to requests before they are served, or instead: what goes wrong with networks and servers. */
    public void interfere(Filter filter) {
        context.getFilters().add(filter);
    }

    /** Who is who, and what they wrote. */
    public XPosts posts() {
        return posts;
    }

    /** Who may come in, and how often. */
    public XDoor door() {
        return door;
    }

    /** The same settings with this one as the hub's X; by OAuth 2.0, as it is what X asks of new applications. */
    public Settings applyTo(Settings settings) {
        String origin = "sandbox";
        Settings searching = settings.has(Key.X_QUERY) ? settings : settings.with(Key.X_QUERY, SEARCH, origin);
        return searching
                .with(Key.X_URL, "http://127.0.0.1:" + port(), origin)
                .with(Key.X_AUTH, "oauth2", origin)
                .with(Key.X_CLIENT_ID, XDoor.CLIENT, origin)
                .with(Key.X_REFRESH_TOKEN, door.firstRefreshToken(), origin)
                .with(Key.X_POLL, "2s", origin);
    }

    private void serve(HttpExchange call) throws IOException {
        XAnswer answer;
        try (call) {
            byte[] body = call.getRequestBody().readNBytes(LARGEST);
            try {
                answer = answer(call, body);
            } catch (XAnswer.Refused e) {
                answer = e.answer();
            } catch (RuntimeException e) {
                LOG.warn("the sandbox's X failed", e);
                answer = XAnswer.problem(500, "Internal Server Error", "it failed");
            }
            byte[] bytes = answer.body().toString().getBytes(StandardCharsets.UTF_8);
            call.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
            answer.headers().forEach(call.getResponseHeaders()::set);
            call.sendResponseHeaders(answer.status(), bytes.length);
            call.getResponseBody().write(bytes);
        }
    }

    private XAnswer answer(HttpExchange call, byte[] body) throws IOException, XAnswer.Refused {
        String path = call.getRequestURI().getPath();
        if (path.equals("/2/oauth2/token")) {
            return door.token(call, new String(body, StandardCharsets.UTF_8));
        }
        XDoor.Entry entry = door.enter(call, port());
        JsonNode said = body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body);
        return new XRequest(call.getRequestMethod(), call.getRequestURI(), said)
                .answer(posts)
                .with(entry.headers());
    }

    @Override
    public void close() {
        server.stop(0);
        work.shutdownNow();
    }
}
