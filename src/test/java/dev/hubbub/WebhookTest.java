package dev.hubbub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import dev.hubbub.channel.Receiver;
import dev.hubbub.channel.webhook.Signature;
import dev.hubbub.config.Key;
import dev.hubbub.config.Secret;
import dev.hubbub.peers.FreePort;
import dev.hubbub.sandbox.WebhookSandbox;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hub as it is shipped, and receivers of webhooks: the sandbox's, and one that is told what to answer. */
class WebhookTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SECRET = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    private static final String RULES = """
            rules:
              - { name: to the sandbox, when: { channel: shoutbox/ops, text: sandbox }, then: [ { send: webhook/main } ] }
              - { name: to flaky, when: { channel: shoutbox/ops, text: flaky }, then: [ { send: webhook/flaky } ] }
              - { name: around, when: { channel: shoutbox/ops, text: circle }, then: [ { send: webhook/around } ] }
              - { name: and back, when: { channel: webhook/loop }, then: [ { send: shoutbox/ops }, { send: webhook/around } ] }
              - { name: to gone, when: { channel: shoutbox/ops, text: gone }, then: [ { send: webhook/gone } ] }
            """;

    @TempDir
    static Path home = Path.of(".");

    private static TestHub hub;
    private static WebhookSandbox sandbox;
    private static Receiver flaky;
    private static Receiver gone;
    private static Caller caller;
    private static Log log;

    @BeforeAll
    static void start() throws Exception {
        Files.createDirectories(home.resolve("config/rules"));
        Files.writeString(home.resolve("config/rules/webhooks.yaml"), RULES);
        copied("flaky");
        copied("gone");
        copied("around");
        copied("loop");
        flaky = Receiver.start();
        gone = Receiver.start();
        String port = Integer.toString(FreePort.take());
        hub = TestHub.start(
                home,
                defaults -> defaults.with(Key.HTTP_PORT, port)
                        .with(Key.HTTP_OPEN, "/hooks/loop")
                        .with("webhook.around.url", "http://127.0.0.1:" + port + "/hooks/loop", "test")
                        .with("webhook.around.secret", SECRET, "test")
                        .with("webhook.loop.in.secret", SECRET, "test")
                        .with("webhook.main.events", "delivery.dead,channel.state", "test")
                        .with("webhook.flaky.url", flaky.url("/flaky").toString(), "test")
                        .with("webhook.flaky.secret", SECRET, "test")
                        .with("webhook.gone.url", gone.url("/gone").toString(), "test")
                        .with("webhook.gone.secret", SECRET, "test"));
        sandbox = hub.hub().sandbox.receiver().orElseThrow();
        caller = new Caller(hub::url, home.resolve("data")).logIn();
        log = new Log(caller);
    }

    /** A second webhook, as the file says that it is made; it is tried again sooner. */
    private static void copied(String name) throws Exception {
        String text = Files.readString(Path.of("routes/webhook.camel.yaml"))
                .replace("backoff: 20s", "backoff: 200ms")
                .replace("main", name);
        Files.writeString(
                Files.createDirectories(home.resolve("routes")).resolve("webhook-" + name + ".camel.yaml"), text);
    }

    @AfterAll
    static void stop() {
        hub.close();
        flaky.close();
        gone.close();
    }

    private static String say(String text) throws Exception {
        Caller.Answer answer = caller.say("shoutbox/ops", text);
        assertThat(answer.status()).isEqualTo(201);
        return answer.body().path("id").asText();
    }

    private static List<JsonNode> gotInTheSandbox(String type) {
        return sandbox.received().stream()
                .filter(WebhookSandbox.Received::genuine)
                .map(call -> json(call.body()))
                .filter(event -> event.path("type").asText().equals(type))
                .toList();
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode delivery(String message) throws Exception {
        return log.all("/api/v1/messages/" + message + "/deliveries?").get(0);
    }

    private static String trace(String message) throws Exception {
        return caller.get("/api/v1/messages/" + message + "/trace").body().toString();
    }

    @Test
    void aMessageIsASignedCloudEventAndSoAreItsCorrectionAndDeletion() throws Exception {
        String text = "sandbox: \"ümläut\" \\ 🚀\nsecond line";
        String id = say(text);
        await().atMost(PATIENCE)
                .until(() -> !gotInTheSandbox("dev.hubbub.message").isEmpty());
        JsonNode event = gotInTheSandbox("dev.hubbub.message").get(0);
        assertThat(event.path("specversion").asText()).isEqualTo("1.0");
        assertThat(event.path("subject").asText()).isEqualTo(id);
        assertThat(event.path("source").asText()).startsWith("urn:uuid:");
        JsonNode data = event.path("data");
        assertThat(data.path("text").asText()).isEqualTo(text);
        assertThat(data.path("channel").asText()).isEqualTo("shoutbox/ops");
        assertThat(data.path("visited").toString()).contains("/shoutbox.ops\"").contains("/webhook.main\"");
        assertThat(sandbox.received()).allMatch(call -> call.type().equals("application/cloudevents+json"));

        caller.patch("/api/v1/messages/" + id, "{\"text\": \"sandbox: corrected\"}");
        await().atMost(PATIENCE)
                .until(() -> !gotInTheSandbox("dev.hubbub.message.correction").isEmpty());
        JsonNode corrected =
                gotInTheSandbox("dev.hubbub.message.correction").get(0).path("data");
        assertThat(corrected.path("text").asText()).isEqualTo("sandbox: corrected");
        assertThat(corrected.path("corrects").asText())
                .isEqualTo(event.path("id").asText());

        caller.delete("/api/v1/messages/" + id);
        await().atMost(PATIENCE)
                .until(() -> !gotInTheSandbox("dev.hubbub.message.deletion").isEmpty());
        JsonNode deleted = gotInTheSandbox("dev.hubbub.message.deletion").get(0).path("data");
        assertThat(deleted.path("deletes").asText()).isEqualTo(event.path("id").asText());
        assertThat(deleted.path("text").asText()).isEmpty();
    }

    @Test
    void oneThatFailsIsTriedAgainUnderTheSameIdAndTheTraceTells() throws Exception {
        flaky.next(503, Map.of("Retry-After", "1")).next(500, Map.of());
        String id = say("flaky at first");
        await().atMost(PATIENCE).until(() -> trace(id).contains("delivery.sent"));
        assertThat(trace(id)).contains("HTTP 503").contains("HTTP 500");
        List<Receiver.Call> calls = flaky.calls().stream()
                .filter(call -> call.body().contains("flaky at first"))
                .toList();
        assertThat(calls).hasSize(3);
        assertThat(calls.stream().map(call -> call.header("webhook-id")).distinct())
                .containsExactly(delivery(id).path("id").asText());
        assertThat(calls.stream().map(Receiver.Call::body).distinct()).hasSize(1);
    }

    @Test
    void aReceiverThatIsInTroubleForAWhileMissesNothingAndGetsNothingTwice() throws Exception {
        for (int i = 0; i < 8; i++) {
            flaky.next(HttpExchange::close).next(502, Map.of()).next(429, Map.of("Retry-After", "0"));
        }
        Set<String> said = new HashSet<>();
        for (int i = 0; i < 15; i++) {
            said.add(log.all("/api/v1/messages/" + say("flaky, number " + i) + "/deliveries?")
                    .get(0)
                    .path("id")
                    .asText());
        }
        await().atMost(PATIENCE).until(() -> flaky.waiting() == 0 && sent(said) == said.size());
        List<String> taken = flaky.taken().stream()
                .map(call -> call.header("webhook-id"))
                .filter(said::contains)
                .toList();
        assertThat(taken).containsExactlyInAnyOrderElementsOf(said);
    }

    private static long sent(Set<String> deliveries) throws Exception {
        return log.all("/api/v1/deliveries?limit=200&channel=webhook/flaky&state=sent").stream()
                .filter(one -> deliveries.contains(one.path("id").asText()))
                .count();
    }

    @Test
    void oneThatIsRefusedIsDeadAndCanBeSentAgainAndTheEventIsTold() throws Exception {
        flaky.next(404, Map.of());
        String id = say("flaky and refused");
        await().atMost(PATIENCE).until(() -> trace(id).contains("delivery.dead"));
        String delivery = delivery(id).path("id").asText();
        assertThat(caller.post("/api/v1/deliveries/" + delivery + "/redrive").status())
                .isBetween(200, 204);
        await().atMost(PATIENCE).until(() -> trace(id).contains("delivery.sent"));
    }

    @Test
    void aReceiverThatIsGoneSwitchesItsChannelOffUntilSomebodyResumesIt() throws Exception {
        gone.next(410, Map.of());
        String first = say("gone for good");
        await().atMost(PATIENCE)
                .until(() -> caller.get("/api/v1/channels/webhook/gone")
                        .body()
                        .path("state")
                        .asText()
                        .equals("paused"));
        await().atMost(PATIENCE).until(() -> trace(first).contains("delivery.dead"));
        assertThat(trace(first)).contains("HTTP 410");
        String second = say("gone, and this one waits");
        assertThat(caller.post("/api/v1/channels/webhook/gone/resume").status()).isBetween(200, 204);
        await().atMost(PATIENCE).until(() -> trace(second).contains("delivery.sent"));
        assertThat(gone.calls()).hasSize(2);
    }

    @Test
    void eventsOfTheHubAreToldOnceButNotThoseOfWebhooksThemselves() throws Exception {
        assertThat(caller.post("/api/v1/channels/shoutbox/team/pause").status()).isBetween(200, 204);
        assertThat(caller.post("/api/v1/channels/shoutbox/team/resume").status())
                .isBetween(200, 204);
        await().atMost(PATIENCE)
                .until(() -> gotInTheSandbox("dev.hubbub.channel.state").size() >= 2);
        List<JsonNode> told = gotInTheSandbox("dev.hubbub.channel.state");
        assertThat(told)
                .allMatch(event -> event.path("data").path("channel").asText().equals("shoutbox/team"));
        assertThat(told.stream().map(event -> event.path("id").asText()).distinct())
                .hasSameSizeAs(told);
        assertThat(gotInTheSandbox("dev.hubbub.delivery.dead"))
                .noneMatch(event -> event.path("data").path("channel").asText().startsWith("webhook/"));
    }

    @Test
    void routesThatAreNotConfiguredAreOff() throws Exception {
        JsonNode feed = caller.get("/api/v1/route-files/feed.camel.yaml").body();
        assertThat(feed.path("state").asText()).isEqualTo("running");
        assertThat(caller.get("/api/v1/channels/feed/main").status()).isEqualTo(404);
        assertThat(caller.get("/hooks/main").status()).isEqualTo(404);
        assertThat(caller.get("/feeds/main/atom").status()).isEqualTo(404);
        assertThat(caller.get("/api/v1/channels/webhook/loop")
                        .body()
                        .path("direction")
                        .path("out")
                        .asBoolean(true))
                .isFalse();
    }

    @Test
    void oneHubCanFeedAnotherAndNothingGoesInCircles() throws Exception {
        String text = "circle of \"hubs\" 🚀";
        String first = say(text);
        await().atMost(PATIENCE).until(() -> log.arrivedOn("webhook/loop").contains(text));
        await().atMost(PATIENCE).until(() -> trace(first).contains("delivery.sent"));
        JsonNode second = log.all("/api/v1/messages?channel=webhook/loop").stream()
                .filter(message -> message.path("text").asText().equals(text))
                .findFirst()
                .orElseThrow();
        assertThat(second.path("sender").asText()).endsWith("@loop.hub");
        String id = second.path("id").asText();
        assertThat(log.all("/api/v1/messages/" + id + "/deliveries?"))
                .as("it has been on shoutbox/ops and webhook/around")
                .isEmpty();
        assertThat(trace(id)).contains("shoutbox/ops").contains("webhook/around");
        assertThat(log.texts().stream().filter(text::equals)).hasSize(2);
    }

    @Test
    void aSignedCallIsOneMessageHoweverOftenItComesAndAnotherIsRefused() throws Exception {
        String body =
                "{\"type\": \"dev.hubbub.message\", \"data\": {\"text\": \"signed and sealed\", \"sender\": \"mailto:ben@x.org\"}}";
        HttpResponse<String> answer = call("/hooks/loop", "id-1", body, body);
        assertThat(answer.statusCode()).as("%s", answer.body()).isEqualTo(200);
        assertThat(call("/hooks/loop", "id-1", body, body).body()).isEqualTo(answer.body());
        assertThat(log.arrivedOn("webhook/loop")).containsOnlyOnce("signed and sealed");

        HttpResponse<String> changed = call("/hooks/loop", "id-2", body, body.replace("sealed", "changed"));
        assertThat(changed.statusCode()).isEqualTo(401);
        assertThat(changed.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
        assertThat(json(changed.body()).path("detail").asText()).contains("webhook-signature is wrong");
        String bad = body.replace("signed and sealed", "");
        assertThat(call("/hooks/loop", "id-3", bad, bad).statusCode()).isEqualTo(422);
        String large = body.replace("sealed", "x".repeat(1_100_000));
        assertThat(call("/hooks/loop", "id-4", large, large).statusCode()).isEqualTo(413);
        assertThat(call("/hooks/flaky", "id-5", body, body).statusCode())
                .as("a path that is not open asks for a token")
                .isEqualTo(401);
        assertThat(log.texts()).noneMatch(text -> text.contains("changed") && text.contains("signed"));
    }

    private static HttpResponse<String> call(String path, String id, String signed, String sent) throws Exception {
        long now = Instant.now().getEpochSecond();
        String signature = Signature.of(new Secret(SECRET)).sign(id, now, signed.getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(hub.url(path))
                .header("Content-Type", "application/json")
                .header("webhook-id", id)
                .header("webhook-timestamp", Long.toString(now))
                .header("webhook-signature", signature)
                .POST(HttpRequest.BodyPublishers.ofString(sent))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
