package dev.hubbub;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Asks a hub's API over HTTP. Paths are those below {@code /api/v1}; one that begins with {@code !} is taken as it is.
 *
 * @param base the hub's address
 * @param token an access token, or empty
 */
public record Asking(String base, String token) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** As the client that the file names. */
    static Asking client(String base, Path file) {
        JsonNode kept = parse(AskedHub.read(file));
        Asking nobody = new Asking(base, "");
        return nobody.as(
                nobody.token(kept.get("id").asText(), kept.get("secret").asText()));
    }

    /** The same hub with another token. */
    public Asking as(String other) {
        return new Asking(base, other);
    }

    /** An access token for a client. */
    public String token(String id, String secret) {
        String basic = Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + "/oauth/token"))
                .header("Authorization", "Basic " + basic)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials"))
                .build();
        return send(request).json().get("access_token").asText();
    }

    public Answered get(String path) {
        return send(request("GET", path, null).build());
    }

    /** Posts JSON, with further headers in pairs. */
    public Answered post(String path, String body, String... headers) {
        return send(request("POST", path, body, headers).build());
    }

    public Answered send(String method, String path, @Nullable String body, String... headers) {
        return send(request(method, path, body, headers).build());
    }

    /** Posts without waiting. */
    public CompletableFuture<Answered> postAsync(String path, String body, String... headers) {
        return sendAsync("POST", path, body, headers);
    }

    /** Sends without waiting. */
    public CompletableFuture<Answered> sendAsync(String method, String path, @Nullable String body, String... headers) {
        return HTTP.sendAsync(request(method, path, body, headers).build(), BodyHandlers.ofString())
                .thenApply(Answered::new);
    }

    /** Opens a stream of events. */
    public HttpResponse<InputStream> open(String path, String... headers) {
        try {
            return HTTP.send(request("GET", path, null, headers).build(), BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest.Builder request(String method, String path, @Nullable String body, String... headers) {
        String full = path.startsWith("!") ? base + path.substring(1) : base + "/api/v1" + path;
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(full))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (body != null) {
            request.setHeader("Content-Type", "application/json");
        }
        if (!token.isEmpty()) {
            request.setHeader("Authorization", "Bearer " + token);
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return request;
    }

    private static Answered send(HttpRequest request) {
        try {
            return new Answered(HTTP.send(request, BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("no JSON: " + text, e);
        }
    }

    /** What was answered. */
    public record Answered(HttpResponse<String> response) {
        public int status() {
            return response.statusCode();
        }

        public String body() {
            return response.body();
        }

        public JsonNode json() {
            return parse(body());
        }

        /** A header, or the empty text. */
        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }
}
