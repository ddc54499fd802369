package dev.hubbub.peers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Slack's Web API and Events API as their documentation has them, with one channel. */
public final class Slack extends FakeApi {
    public static final String TOKEN = "xoxb-1-2-abc";
    public static final String SECRET = "8f742231b10e8888abcd99yyyzzz85a5";
    public static final String CHANNEL = "C123ABC456";

    private final AtomicInteger ids = new AtomicInteger();
    private volatile byte[] uploaded = {};
    private final HttpClient http = HttpClient.newHttpClient();

    public Slack() throws IOException {}

    @Override
    void handle(HttpExchange call) throws IOException {
        boolean known = ("Bearer " + TOKEN).equals(call.getRequestHeaders().getFirst("Authorization"))
                && call.getRequestHeaders().keySet().stream().noneMatch(name -> name.startsWith("Hub"));
        String path = call.getRequestURI().getPath();
        if (path.equals("/upload/v1/abc")) {
            uploaded = call.getRequestBody().readAllBytes();
            answer(call, "OK - 6".getBytes(StandardCharsets.UTF_8));
        } else if (known && path.equals("/files-pri/T1-F1/download/plan.txt")) {
            answer(call, "inside".getBytes(StandardCharsets.UTF_8));
        } else if (!known) {
            answer(call, 200, "{\"ok\":false,\"error\":\"invalid_auth\"}");
        } else if (path.equals("/api/users.info")) {
            answer(call, 200, "{\"ok\":true,\"user\":{\"id\":\"U061F7AUR\",\"real_name\":\"Ana Müller\"}}");
        } else if (isLimited()) {
            call.getResponseHeaders().add("Retry-After", "1");
            answer(call, 429, "{\"ok\":false,\"error\":\"ratelimited\"}");
        } else if (path.equals("/api/files.getUploadURLExternal")) {
            announce(call);
        } else {
            say(call, path, body(call));
        }
    }

    /** Before a file comes its length and name. */
    private void announce(HttpExchange call) throws IOException {
        String form = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (!form.startsWith("length=6&filename=")) {
            answer(call, 200, "{\"ok\":false,\"error\":\"invalid_arguments\"}");
            return;
        }
        answer(call, 200, "{\"ok\":true,\"upload_url\":\"https://files.slack.com/upload/v1/abc\",\"file_id\":\"F2\"}");
    }

    private void say(HttpExchange call, String path, JsonNode body) throws IOException {
        if (path.equals("/api/files.completeUploadExternal")) {
            boolean whole = Arrays.equals(uploaded, "inside".getBytes(StandardCharsets.UTF_8))
                    && body.path("channel_id").asText().equals(CHANNEL)
                    && body.at("/files/0/id").asText().equals("F2");
            if (whole) {
                take(body);
            }
            answer(call, 200, whole ? "{\"ok\":true}" : "{\"ok\":false,\"error\":\"file_not_found\"}");
            return;
        }
        if (!body.path("channel").asText().equals(CHANNEL)) {
            answer(call, 200, "{\"ok\":false,\"error\":\"channel_not_found\"}");
            return;
        }
        String ts =
                path.equals("/api/chat.postMessage") ? ts() : body.path("ts").asText();
        take(((ObjectNode) body).put("given", ts));
        answer(
                call,
                200,
                JSON.createObjectNode()
                        .put("ok", true)
                        .put("channel", CHANNEL)
                        .put("ts", ts)
                        .toString());
    }

    private String ts() {
        return "1795600000.%06d".formatted(ids.incrementAndGet());
    }

    /** What a message that it has taken says, as people see it. */
    public static String shown(JsonNode taken) {
        return taken.path("text")
                .asText()
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
    }

    /** Somebody's message, as Slack tells of it. */
    public ObjectNode message(String text) {
        return JSON.createObjectNode()
                .put("type", "message")
                .put("channel", CHANNEL)
                .put("user", "U061F7AUR")
                .put("text", text)
                .put("ts", ts());
    }

    /** Somebody's message with a file. */
    public ObjectNode message(String text, String name) {
        ObjectNode message = message(text).put("subtype", "file_share");
        message.putArray("files")
                .addObject()
                .put("id", "F1")
                .put("name", name)
                .put("mimetype", "text/plain")
                .put("url_private_download", "https://files.slack.com/files-pri/T1-F1/download/plan.txt")
                .put("permalink", "https://example.slack.com/files/U1/F1/plan.txt");
        return message;
    }

    /** The correction of a message. */
    public ObjectNode changed(ObjectNode message, String text) {
        ObjectNode event = JSON.createObjectNode()
                .put("type", "message")
                .put("subtype", "message_changed")
                .put("channel", CHANNEL)
                .put("ts", ts());
        event.set("message", message.deepCopy().put("text", text));
        return event;
    }

    /** The deletion of a message. */
    public ObjectNode deleted(ObjectNode message) {
        ObjectNode event = JSON.createObjectNode()
                .put("type", "message")
                .put("subtype", "message_deleted")
                .put("channel", CHANNEL)
                .put("ts", ts());
        event.set("previous_message", message.deepCopy());
        return event;
    }

    /** Tells the hub of an event; answers the status. */
    public int tell(URI hook, ObjectNode event) throws IOException, InterruptedException, GeneralSecurityException {
        ObjectNode call = JSON.createObjectNode().put("type", "event_callback").put("team_id", "T1");
        call.set("event", event);
        return post(hook, call, Instant.now(), SECRET).statusCode();
    }

    /** Calls the hub, signed at a time with a secret. */
    public HttpResponse<String> post(URI hook, ObjectNode call, Instant at, String secret)
            throws IOException, InterruptedException, GeneralSecurityException {
        String body = call.toString();
        String time = Long.toString(at.getEpochSecond());
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        byte[] signature = mac.doFinal(("v0:" + time + ":" + body).getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(hook)
                .header("Content-Type", "application/json")
                .header("X-Slack-Request-Timestamp", time)
                .header("X-Slack-Signature", "v0=" + HexFormat.of().formatHex(signature))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
