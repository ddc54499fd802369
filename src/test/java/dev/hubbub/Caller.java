package dev.hubbub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** A program that calls a hub's API as the client of its own machine. */
public final class Caller {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Function<String, URI> hub;
    private final Path data;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private String token = "";

    /**
     * @param hub makes a path an address of the hub
     * @param data the hub's data folder, where the client's secret is
     */
    public Caller(Function<String, URI> hub, Path data) {
        this.hub = hub;
        this.data = data;
    }

    /** A status and a body. */
    public record Answer(int status, JsonNode body, HttpHeaders headers) {
        /** No answer at all. */
        public static final Answer NONE = new Answer(0, JSON.nullNode(), HttpHeaders.of(Map.of(), (n, v) -> true));

        /** The media type of the body. */
        public String type() {
            return headers.firstValue("Content-Type").orElse("");
        }

        /** In how many seconds to ask again; 0 if it does not say. */
        public int retryAfter() {
            return (int) headers.firstValueAsLong("Retry-After").orElse(0);
        }
    }

    /** Gets a fresh token. */
    public Caller logIn() throws IOException, InterruptedException {
        JsonNode client = JSON.readTree(Files.readString(data.resolve("cli.json")));
        String pair = client.path("id").asText() + ":" + client.path("secret").asText();
        HttpRequest request = HttpRequest.newBuilder(hub.apply("/oauth/token"))
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials"))
                .build();
        token = send(request).body().path("access_token").asText();
        return this;
    }

    /** The token that it has. */
    String token() {
        return token;
    }

    public Answer get(String path) throws IOException, InterruptedException {
        return send(request(path).GET().build());
    }

    public Answer post(String path, String json) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build());
    }

    public Answer patch(String path, String json) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .method("PATCH", HttpRequest.BodyPublishers.ofString(json))
                .build());
    }

    public Answer delete(String path) throws IOException, InterruptedException {
        return send(request(path).DELETE().build());
    }

    /** Posts without a body. */
    public Answer post(String path) throws IOException, InterruptedException {
        return send(request(path).POST(HttpRequest.BodyPublishers.noBody()).build());
    }

    /** Posts a text on a channel. */
    public Answer say(String channel, String text) throws IOException, InterruptedException {
        return post(
                "/api/v1/channels/" + channel + "/messages",
                JSON.createObjectNode().put("text", text).toString());
    }

    /** As {@link #say(String, String)}, so that saying it again changes nothing. */
    public Answer say(String channel, String text, String key) throws IOException, InterruptedException {
        return send(request("/api/v1/channels/" + channel + "/messages")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString(
                        JSON.createObjectNode().put("text", text).toString()))
                .build());
    }

    /** Posts texts together, each with itself as its key. */
    public Answer sayAll(String channel, List<String> texts) throws IOException, InterruptedException {
        ObjectNode body = JSON.createObjectNode();
        ArrayNode messages = body.putArray("messages");
        texts.forEach(text -> messages.addObject().put("text", text).put("key", text));
        return post("/api/v1/channels/" + channel + "/messages/batch", body.toString());
    }

    /** Opens a stream of lines that goes on. */
    public HttpResponse<Stream<String>> open(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(hub.apply(path))
                .header("Authorization", "Bearer " + token)
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofLines());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(hub.apply(path))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + token);
    }

    private Answer send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        JsonNode body = response.body().isBlank() ? JSON.nullNode() : JSON.readTree(response.body());
        return new Answer(response.statusCode(), body, response.headers());
    }
}
