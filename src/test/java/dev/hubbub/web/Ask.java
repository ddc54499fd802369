package dev.hubbub.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.TreeMap;

/** Asks a server over HTTP, with the same headers each time. */
record Ask(String base, Map<String, String> headers) {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    Ask(String base) {
        this(base, Map.of());
    }

    Ask with(String header, String value) {
        Map<String, String> more = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        more.putAll(headers);
        more.put(header, value);
        return new Ask(base, more);
    }

    Ask bearer(String token) {
        return with("Authorization", "Bearer " + token);
    }

    /** Logs in and keeps cookie and origin, as a browser does. */
    Ask logIn(String name, String password) {
        Answered answered = post("/session", "{\"name\":\"" + name + "\",\"password\":\"" + password + "\"}");
        assertThat(answered.status()).isEqualTo(200);
        return with("Cookie", answered.header("Set-Cookie").split(";", 2)[0]).with("Origin", base);
    }

    Answered get(String path) {
        return send("GET", path, null, null);
    }

    Answered delete(String path) {
        return send("DELETE", path, null, null);
    }

    Answered post(String path, String json) {
        return send("POST", path, "application/json", json);
    }

    Answered form(String path, String form) {
        return send("POST", path, "application/x-www-form-urlencoded", form);
    }

    Answered send(
            String method,
            String path,
            @org.jspecify.annotations.Nullable String type,
            @org.jspecify.annotations.Nullable String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        headers.forEach(request::setHeader);
        if (type != null) {
            request.setHeader("Content-Type", type);
        }
        try {
            HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
            return new Answered(response);
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What came back. */
    record Answered(HttpResponse<String> response) {
        int status() {
            return response.statusCode();
        }

        String text() {
            return response.body();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        JsonNode json() {
            try {
                return Json.MAPPER.readTree(response.body());
            } catch (IOException e) {
                throw new UncheckedIOException(response.body(), e);
            }
        }

        /** The answer as a problem, which must be one in all its parts. */
        JsonNode problem(int status) {
            assertThat(status()).as(text()).isEqualTo(status);
            assertThat(header("Content-Type")).isEqualTo("application/problem+json");
            JsonNode problem = json();
            assertThat(problem.path("status").asInt()).isEqualTo(status);
            assertThat(problem.path("title").asText()).isNotBlank();
            assertThat(problem.path("type").asText()).isNotBlank();
            assertThat(problem.path("instance").asText()).isEqualTo("urn:uuid:" + header("X-Request-Id"));
            return problem;
        }
    }
}
