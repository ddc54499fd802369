package dev.hubbub.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Talks to a running hub's API, and turns its refusals into sentences. */
final class HubClient {
    static final ObjectMapper JSON = new ObjectMapper();

    private final URI hub;
    private final Credentials credentials;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private @Nullable String token;

    HubClient(URI hub, Credentials credentials) {
        this.hub = hub;
        this.credentials = credentials;
    }

    /** A path segment as it must stand in a URL. */
    static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** A {@code kind/name} as two path segments. */
    static String channel(String id) {
        String[] parts = id.split("/", -1);
        if (parts.length != 2) {
            throw new CliException(ExitCodes.USAGE, "'" + id + "' is no channel: write kind/name, as shoutbox/team");
        }
        return segment(parts[0]) + "/" + segment(parts[1]);
    }

    JsonNode get(String path) {
        return send(request(path).GET().build());
    }

    JsonNode delete(String path) {
        return send(request(path).DELETE().build());
    }

    JsonNode post(String path, @Nullable Object body) {
        return withBody("POST", path, body);
    }

    JsonNode patch(String path, Object body) {
        return withBody("PATCH", path, body);
    }

    private JsonNode withBody(String method, String path, @Nullable Object body) {
        HttpRequest.Builder request = request(path);
        if (body == null) {
            return send(
                    request.method(method, HttpRequest.BodyPublishers.noBody()).build());
        }
        try {
            return send(request.header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                    .build());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /**
     * Changes a user's password as the user: logs in, changes it, and logs out again.
     *
     * @throws CliException if the present password is wrong, or the new one is not taken
     */
    void changeOwnPassword(String name, String current, String password) {
        HttpResponse<String> in = exchange(
                asPage("/session", "")
                        .POST(json(Map.of("name", name, "password", current)))
                        .build(),
                BodyHandlers.ofString());
        if (in.statusCode() != 200) {
            throw refusal(in.statusCode(), in.body());
        }
        String cookie = in.headers().firstValue("Set-Cookie").orElse("").split(";", 2)[0];
        send(asPage("/api/v1/me/password", cookie)
                .POST(json(Map.of("current", current, "password", password)))
                .build());
        send(asPage("/session", cookie).DELETE().build());
    }

    /** A request with a session must say that it is none that another site made a browser send. */
    private HttpRequest.Builder asPage(String path, String cookie) {
        HttpRequest.Builder request = HttpRequest.newBuilder(hub.resolve(path))
                .header("Content-Type", "application/json")
                .header("Sec-Fetch-Site", "same-origin");
        return cookie.isEmpty() ? request : request.header("Cookie", cookie);
    }

    private static HttpRequest.BodyPublisher json(Object body) {
        try {
            return HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** A stream of server-sent events, from after a position if there is one. */
    InputStream stream(String path, @Nullable String after) {
        HttpRequest.Builder request = request(path).header("Accept", "text/event-stream");
        if (after != null) {
            request.header("Last-Event-ID", after);
        }
        HttpResponse<InputStream> response = exchange(request.GET().build(), BodyHandlers.ofInputStream());
        if (response.statusCode() != 200) {
            token = null;
            throw refusal(response.statusCode(), text(response.body()));
        }
        return response.body();
    }

    private static String text(InputStream in) {
        try (in) {
            return new String(in.readNBytes(100_000), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(hub.resolve("/api/v1" + path)).header("Authorization", "Bearer " + token());
    }

    /** A bearer token for this caller. */
    String token() {
        if (token == null) {
            token = credentials.token(this::fetchToken);
        }
        return token;
    }

    private String fetchToken(Credentials.Pair pair) {
        HttpRequest request = HttpRequest.newBuilder(hub.resolve("/oauth/token"))
                .header("Authorization", pair.basic())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials"))
                .build();
        return send(request).path("access_token").asText();
    }

    private JsonNode send(HttpRequest request) {
        HttpResponse<String> response = exchange(request, BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw refusal(response.statusCode(), response.body());
        }
        return response.body().isBlank() ? JSON.nullNode() : parse(response.body());
    }

    private <T> HttpResponse<T> exchange(HttpRequest request, BodyHandler<T> handler) {
        try {
            return http.send(request, handler);
        } catch (IOException e) {
            throw new CliException(
                    ExitCodes.UNREACHABLE,
                    "no hub answers at " + hub + " (is it running? --url or HUBBUB_URL says where it is)");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CliException(ExitCodes.FAILED, "interrupted");
        }
    }

    private static JsonNode parse(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new CliException(ExitCodes.FAILED, "the answer is not JSON: is that a hub?");
        }
    }

    /** What a problem+json answer (RFC 9457) or an OAuth error (RFC 6749, 5.2) says. */
    private static CliException refusal(int status, String body) {
        StringBuilder says = new StringBuilder();
        try {
            JsonNode problem = JSON.readTree(body);
            String title = problem.path("title").asText(problem.path("error").asText(""));
            String detail = problem.path("detail")
                    .asText(problem.path("error_description").asText(""));
            // the detail of wrong fields is the first of them, which follows anyway
            boolean named = problem.path("errors").size() > 0;
            says.append(title).append(named || detail.isEmpty() ? "" : ": " + detail);
            problem.path("errors")
                    .forEach(error -> says.append(System.lineSeparator())
                            .append("  ")
                            .append(error.path("field").asText())
                            .append(": ")
                            .append(error.path("reason").asText()));
        } catch (JsonProcessingException e) {
            says.append("HTTP ").append(status);
        }
        boolean permission = status == 401 || status == 403;
        return new CliException(
                permission ? ExitCodes.NOT_PERMITTED : ExitCodes.FAILED,
                says.isEmpty() ? "HTTP " + status : says.toString(),
                status);
    }
}
