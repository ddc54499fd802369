package dev.hubbub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.hubbub.config.Key;
import dev.hubbub.faults.Fault;
import dev.hubbub.faults.FaultProxy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A channel that calls a program over HTTP, as a route file says, while the way to it is bad. */
@Tag("slow")
class HttpFaultsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String KEY = "HubbubDeliveryId";

    @TempDir
    static Path home = Path.of(".");

    private static final List<Got> RECEIVED = new CopyOnWriteArrayList<>();

    private static HttpServer target;
    private static FaultProxy proxy;
    private static TestHub hub;
    private static Caller caller;

    /** What the target was sent. */
    private record Got(String key, String text) {}

    @BeforeAll
    static void start() throws Exception {
        target = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        target.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "target");
            thread.setDaemon(true);
            return thread;
        }));
        target.createContext("/in", HttpFaultsTest::take);
        target.start();
        proxy = new FaultProxy(target.getAddress().getPort());
        Files.createDirectories(home.resolve("routes"));
        Files.writeString(home.resolve("routes/web.camel.yaml"), """
                - from:
                    uri: hub:web/target
                    parameters: { backoff: 200ms, maxBackoff: 500ms, maxAttempts: 1000 }
                    steps: [ { to: "http://127.0.0.1:%d/in" } ]
                - from: { uri: "hub:other/channel", steps: [ { to: "log:other?level=DEBUG" } ] }
                """.formatted(proxy.port()));
        hub = TestHub.start(home, settings -> settings.with(Key.ROUTES_HTTP_TIMEOUT, "1s"));
        caller = new Caller(hub::url, home.resolve("data")).logIn();
    }

    private static void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            String text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            RECEIVED.add(new Got(String.valueOf(exchange.getRequestHeaders().getFirst(KEY)), text));
            exchange.sendResponseHeaders(200, -1);
        }
    }

    @AfterAll
    static void stop() throws IOException {
        hub.close();
        proxy.close();
        target.stop(0);
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void allArrivesInTheEndUnderOneKeyEach(Fault fault) throws Exception {
        List<String> texts =
                IntStream.range(0, 3).mapToObj(n -> fault + " " + n).toList();
        proxy.delay(Duration.ofMillis(50));
        proxy.set(fault);
        List<String> ids = new ArrayList<>();
        for (String text : texts) {
            ids.add(post("web/target", text));
        }
        if (fault != Fault.DELAY && fault != Fault.BYTE_BY_BYTE) {
            // an attempt under way is the first: the second shows that the first was cut off
            await().atMost(PATIENCE)
                    .until(() -> delivery(ids.get(0)).path("attempts").asInt() > 1);
            assertThat(delivery(ids.get(0)).path("state").asText()).isEqualTo("pending");
            String other = post("other/channel", "elsewhere");
            await().atMost(PATIENCE).until(() -> isSent(other));
            proxy.set(Fault.NONE);
        }
        for (int n = 0; n < texts.size(); n++) {
            String id = ids.get(n);
            await().atMost(PATIENCE).until(() -> isSent(id));
            String text = texts.get(n);
            assertThat(RECEIVED)
                    .filteredOn(got -> got.text().equals(text))
                    .isNotEmpty()
                    .allMatch(got -> got.key().equals(keyOf(id)));
        }
        List<Got> arrived = RECEIVED.stream()
                .filter(got -> got.text().startsWith(fault + " "))
                .toList();
        assertThat(new HashSet<>(arrived)).hasSize(texts.size());
        if (fault == Fault.DROP_ANSWERS) {
            assertThat(arrived).as("the target did not need its key").hasSizeGreaterThan(texts.size());
        }
    }

    private static String post(String channel, String text) throws Exception {
        Caller.Answer answer = caller.post("/api/v1/channels/shoutbox/ops/messages", """
                {"text": "%s", "to": [{"channel": "%s"}]}
                """.formatted(text, channel));
        assertThat(answer.status()).isEqualTo(201);
        return answer.body().path("id").asText();
    }

    private static boolean isSent(String message) throws Exception {
        return delivery(message).path("state").asText().equals("sent");
    }

    private static String keyOf(String message) {
        try {
            return delivery(message).path("id").asText();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode delivery(String message) throws Exception {
        return caller.get("/api/v1/messages/" + message + "/deliveries")
                .body()
                .path("items")
                .path(0);
    }
}
