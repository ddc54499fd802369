package dev.hubbub.channel.x;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** Asks X, logged in, within its limits; shared by all routes, as the limits are. */
final class XClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LARGEST = 10_000_000;
    private static final int LONGEST_REASON = 300;

    private final URI base;
    private final Login login;
    private final Duration timeout;
    private final HttpClient http;
    private final XLimits limits;

    XClient(URI base, Login login, Duration timeout, Clock clock) {
        this.base = base;
        this.login = login;
        this.timeout = timeout;
        this.limits = new XLimits(clock);
        this.http = HttpClient.newBuilder()
                .connectTimeout(timeout)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    /**
     * @param kind which of X's limits it counts against
     * @param path below the base, without query
     */
    JsonNode get(String kind, String path, Map<String, String> query) throws XException, InterruptedException {
        String asked = query.entrySet().stream()
                .map(one -> OAuth1.encode(one.getKey()) + "=" + OAuth1.encode(one.getValue()))
                .collect(Collectors.joining("&"));
        return ask(kind, "GET", URI.create(base + path + (asked.isEmpty() ? "" : "?" + asked)), null);
    }

    JsonNode post(String kind, String path, JsonNode body) throws XException, InterruptedException {
        return ask(kind, "POST", URI.create(base + path), body.toString());
    }

    JsonNode delete(String kind, String path) throws XException, InterruptedException {
        return ask(kind, "DELETE", URI.create(base + path), null);
    }

    private record Reply(
            int status, JsonNode body, @Nullable Duration pause) {}

    private JsonNode ask(String kind, String method, URI uri, @Nullable String body)
            throws XException, InterruptedException {
        limits.check(kind);
        String shown = login.header(method, uri);
        Reply reply = send(kind, method, uri, body, shown);
        if (reply.status() == 401 && login.renew(shown)) {
            reply = send(kind, method, uri, body, login.header(method, uri));
        }
        if (reply.status() >= 200 && reply.status() < 300) {
            return reply.body();
        }
        throw failure(reply);
    }

    private Reply send(String kind, String method, URI uri, @Nullable String body, String authorization)
            throws XException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(timeout)
                .header("Authorization", authorization)
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        try {
            HttpResponse<InputStream> response = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            Duration wait = limits.note(kind, response.headers(), response.statusCode() == 429);
            return new Reply(response.statusCode(), read(response.body()), wait);
        } catch (ConnectException | UnknownHostException | HttpConnectTimeoutException | SSLHandshakeException e) {
            throw new XException(XException.Kind.UNREACHED, "X cannot be reached", e);
        } catch (IOException e) {
            throw new XException(
                    XException.Kind.INTERRUPTED, "X did not answer; it may have done what it was asked", e);
        }
    }

    private static JsonNode read(InputStream body) throws IOException {
        try (body) {
            byte[] bytes = body.readNBytes(LARGEST);
            return bytes.length == 0 ? MissingNode.getInstance() : JSON.readTree(bytes);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    private static XException failure(Reply reply) {
        int status = reply.status();
        String message = "X: HTTP " + status + reason(reply.body());
        if (status == 429) {
            return new XException(XException.Kind.LIMITED, message, reply.pause(), null);
        }
        if (status == 401) {
            return new XException(XException.Kind.LOGIN, message);
        }
        if (status == 503) {
            return new XException(XException.Kind.BUSY, message);
        }
        return new XException(status >= 500 ? XException.Kind.INTERRUPTED : XException.Kind.REFUSED, message);
    }

    private static String reason(JsonNode body) {
        String detail = body.path("detail")
                .asText(body.path("errors").path(0).path("message").asText(""))
                .strip()
                .replaceAll("[\\p{Cntrl}]+", " ");
        return detail.isEmpty() ? "" : ", " + detail.substring(0, Math.min(detail.length(), LONGEST_REASON));
    }
}
