package dev.hubbub.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.hubbub.channel.webhook.Signature;
import dev.hubbub.config.Key;
import dev.hubbub.config.Secret;
import dev.hubbub.config.Settings;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A receiver of webhooks for trying the hub: it remembers the last calls ({@link #received}), until it stops. */
public final class WebhookSandbox implements AutoCloseable {
    /** Keys of the webhook that ends here. */
    private static final String URL = "webhook.main.url";

    private static final String SECRET = "webhook.main.secret";

    private static final Logger LOG = LoggerFactory.getLogger(WebhookSandbox.class);
    private static final int REMEMBERED = 200;
    private static final int MOST_BODY = 1_048_576;
    private static final int SECRET_BYTES = 32;
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private final HttpServer server;
    private final String secret = newSecret();
    private final Signature signature = Signature.of(new Secret(secret));
    private final Deque<Received> received = new ArrayDeque<>();
    private final ExecutorService work = Executors.newFixedThreadPool(2, task -> {
        Thread thread = new Thread(task, "hubbub-sandbox-webhook");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * A call.
     *
     * @param id webhook-id: the same for each attempt at one delivery
     * @param genuine whether its signature is right
     */
    public record Received(String id, String type, String body, boolean genuine, Instant at) {
        @Override
        public String toString() {
            return "Received[" + id + " at " + at + "]";
        }
    }

    private WebhookSandbox(HttpServer server) {
        this.server = server;
        server.createContext("/", this::take);
        server.setExecutor(work);
    }

    /**
     * Whether the settings ask for it: no such webhook is configured, and the sandbox is on, or runs as nothing else is
     * configured.
     *
     * @param others what the sandbox has peers for
     */
    static boolean isWanted(Settings settings, Set<Network> others) {
        boolean given = settings.find(URL).filter(url -> !url.isBlank()).isPresent();
        return switch (settings.text(Key.SANDBOX)) {
            case "on" -> !given;
            case "off" -> false;
            default -> !given && !others.isEmpty();
        };
    }

    /** Starts as the settings say. */
    public static WebhookSandbox start(Settings settings) throws IOException {
        return start(settings.integer(Key.SANDBOX_WEBHOOK_PORT));
    }

    /**
     * Starts it on loopback.
     *
     * @param wished the port; if it is busy, or 0, a free one is taken
     */
    public static WebhookSandbox start(int wished) throws IOException {
        WebhookSandbox sandbox = new WebhookSandbox(bound(wished));
        sandbox.server.start();
        LOG.info("sandbox: receiver of webhooks on 127.0.0.1, port {}", sandbox.port());
        return sandbox;
    }

    private static HttpServer bound(int wished) throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try {
            return HttpServer.create(new InetSocketAddress(loopback, wished), 0);
        } catch (BindException e) {
            LOG.warn("port {} is busy: the sandbox's receiver of webhooks takes a free one instead", wished);
            return HttpServer.create(new InetSocketAddress(loopback, 0), 0);
        }
    }

    private static String newSecret() {
        byte[] bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Signature.PREFIX + Base64.getEncoder().encodeToString(bytes);
    }

    private void take(HttpExchange call) throws IOException {
        byte[] body = call.getRequestBody().readNBytes(MOST_BODY);
        String id = header(call, "webhook-id");
        String refusal = signature.refusal(
                id,
                call.getRequestHeaders().getFirst("webhook-timestamp"),
                call.getRequestHeaders().getFirst("webhook-signature"),
                body,
                Instant.now(),
                TOLERANCE);
        remember(new Received(
                id,
                header(call, "Content-Type"),
                new String(body, StandardCharsets.UTF_8),
                refusal == null,
                Instant.now()));
        call.sendResponseHeaders(refusal == null ? 204 : 401, -1);
        call.close();
    }

    private static String header(HttpExchange call, String name) {
        String value = call.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    private synchronized void remember(Received call) {
        received.addLast(call);
        if (received.size() > REMEMBERED) {
            received.removeFirst();
        }
    }

    /** The last calls, the newest last. */
    public synchronized List<Received> received() {
        return List.copyOf(received);
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** The same settings with {@code webhook/main} ending here. */
    public Settings applyTo(Settings settings) {
        String origin = "sandbox";
        String allowed = settings.text(Key.OUTSIDE_NETWORKS);
        return settings.with(URL, "http://127.0.0.1:" + port() + "/", origin)
                .with(SECRET, secret, origin)
                .with(Key.OUTSIDE_NETWORKS, allowed.isBlank() ? "127.0.0.1" : allowed + ",127.0.0.1", origin);
    }

    @Override
    public void close() {
        server.stop(0);
        work.shutdownNow();
    }
}
