package dev.hubbub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.function.Function;

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
    public record Answer(int status, JsonNode body) {}

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

    public Answer get(String path) throws IOException, InterruptedException {
        return send(request(path).GET().build());
    }

    public Answer post(String path, String json) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build());
    }

    /** Posts a text on a channel. */
    public Answer say(String channel, String text) throws IOException, InterruptedException {
        return post(
                "/api/v1/channels/" + channel + "/messages",
                JSON.createObjectNode().put("text", text).toString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(hub.apply(path))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + token);
    }

    private Answer send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        JsonNode body = response.body().isBlank() ? JSON.nullNode() : JSON.readTree(response.body());
        return new Answer(response.statusCode(), body);
    }
}
