package dev.hubbub.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hubbub.Caller;
import dev.hubbub.TestHub;
import dev.hubbub.channel.Receiver;
import dev.hubbub.channel.webhook.Signature;
import dev.hubbub.config.Key;
import dev.hubbub.config.Secret;
import dev.hubbub.config.Settings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A program that calls the hub and is called by it. */
final class WebhookNet extends Net {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SECRET = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    private final Receiver receiver = Receiver.start();
    private final HttpClient http = HttpClient.newHttpClient();
    private final int port;
    private volatile URI hook = URI.create("http://127.0.0.1/");

    WebhookNet(Path home) throws Exception {
        super(
                "webhook",
                "webhook/main",
                Can.NAME,
                Can.SUBJECT,
                Can.ANSWER,
                Can.CORRECT,
                Can.RETRACT,
                Can.FILE,
                Can.FILES,
                Can.ANSWERS,
                Can.CORRECTS,
                Can.RETRACTS,
                Can.REPEAT);
        port = way(receiver.port());
        String shipped = Files.readString(Path.of("routes/webhook.camel.yaml"));
        Files.writeString(home.resolve("routes/webhook.camel.yaml"), shipped.replace("backoff: 20s", "backoff: 200ms"));
    }

    @Override
    Settings configure(Settings settings) {
        return settings.with(Key.OUTSIDE_NETWORKS, "127.0.0.1")
                .with("webhook.main.url", "http://127.0.0.1:" + port + "/", "test")
                .with("webhook.main.secret", SECRET, "test")
                .with("webhook.main.files", "1000", "test")
                .with("webhook.main.in.secret", SECRET, "test");
    }

    @Override
    void joined(TestHub hub, Caller caller) {
        hook = hub.url("/hooks/main");
    }

    @Override
    String say(Said said) throws Exception {
        post(said, "Accept", "*/*");
        return said.id();
    }

    private void post(Said said, String... headers) throws Exception {
        ObjectNode data = JSON.createObjectNode().put("text", said.text()).put("sender", sender());
        put(data, "subject", said.subject());
        if (!said.file().isEmpty()) {
            data.putArray("files")
                    .addObject()
                    .put("name", said.file())
                    .put("mediaType", "text/plain")
                    .put("content", "aW5zaWRl");
        }
        put(data, "inReplyTo", said.answers());
        put(data, "corrects", said.corrects());
        put(data, "deletes", said.retracts());
        String kind = data.has("corrects") ? ".correction" : data.has("deletes") ? ".deletion" : "";
        String body = JSON.createObjectNode()
                .put("type", "dev.hubbub.message" + kind)
                .<ObjectNode>set("data", data)
                .toString();
        long now = Instant.now().getEpochSecond();
        HttpRequest request = HttpRequest.newBuilder(hook)
                .header("Content-Type", "application/json")
                .header("webhook-id", said.id())
                .header("webhook-timestamp", Long.toString(now))
                .header(
                        "webhook-signature",
                        Signature.of(new Secret(SECRET)).sign(said.id(), now, body.getBytes(StandardCharsets.UTF_8)))
                .headers(headers)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(answer.statusCode() + ": " + answer.body());
        }
    }

    private static void put(ObjectNode data, String name, String value) {
        if (!value.isEmpty()) {
            data.put(name, value);
        }
    }

    @Override
    String sender() {
        return "mailto:ana@example.org";
    }

    @Override
    boolean sayWithHeaders(String text) throws Exception {
        post(
                Said.of("headers", text),
                "HubbubSender",
                "acct:admin@hub",
                "HubbubPriority",
                "urgent",
                "CamelHttpPath",
                "/x",
                "HubbubReplyTo",
                "mailto:ben@localhost");
        return true;
    }

    @Override
    boolean limit() {
        receiver.next(429, Map.of("Retry-After", "1"));
        return true;
    }

    /** Refuses the next call for good. */
    @Override
    boolean refuse() {
        receiver.next(404, Map.of());
        return true;
    }

    @Override
    List<Seen> seen() {
        return receiver.taken().stream().map(WebhookNet::seen).toList();
    }

    private static Seen seen(Receiver.Call call) {
        try {
            JsonNode event = JSON.readTree(call.body());
            JsonNode data = event.path("data");
            return new Seen(
                    event.path("id").asText(),
                    data.path("text").asText(),
                    data.at("/files/0/content").asText().equals("aW5zaWRl")
                            ? data.at("/files/0/name").asText()
                            : "",
                    data.path("inReplyTo").asText(),
                    data.path("corrects").asText(),
                    data.path("deletes").asText());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    void close() throws Exception {
        super.close();
        receiver.close();
    }
}
