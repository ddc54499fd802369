package dev.hubbub.sandbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import dev.hubbub.channel.x.OAuth1;
import dev.hubbub.config.Secret;
import java.math.BigInteger;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who may come into the sandbox's X, by OAuth 1.0a or 2.0, and how often: {@code x-rate-limit-…} of each answer says how much is
 * left of a window of fifteen minutes.
 */
public final class XDoor {
    /** The hub's client id. */
    static final String CLIENT = "hubbub";

    /** The keys for OAuth 1.0a. */
    public static final OAuth1.Keys KEYS =
            new OAuth1.Keys("consumer", new Secret("consumer-secret"), new Secret("token"), new Secret("token-secret"));

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Duration WINDOW = Duration.ofMinutes(15);
    private static final int MOST_NONCES = 10_000;

    private final Clock clock;
    private final Map<String, Integer> most = new ConcurrentHashMap<>();
    private final Map<String, Window> windows = new ConcurrentHashMap<>();
    private final Set<String> nonces = ConcurrentHashMap.newKeySet();
    private Duration life = Duration.ofHours(2);
    private String refresh = random();
    private String access = "";
    private Instant until = Instant.EPOCH;

    XDoor(Clock clock) {
        this.clock = clock;
    }

    /** What is left of a window. */
    private record Window(Instant reset, int remaining) {}

    /** What is said of the limits to who has come in. */
    record Entry(Map<String, String> headers) {}

    private static String random() {
        return new BigInteger(160, RANDOM).toString(36);
    }

    /** What a log-in in a browser would have brought. */
    synchronized String firstRefreshToken() {
        return refresh;
    }

    /** How long access tokens are good from now on; the present one is good no more. */
    public synchronized void expire(Duration lifeOfNext) {
        life = lifeOfNext;
        access = "";
    }

    /** How often a path may be asked in a window, from now on; {@code POST /2/tweets}. */
    public void allow(String methodAndPath, int times, Duration window) {
        most.put(methodAndPath, times);
        windows.put(methodAndPath, new Window(clock.instant().plus(window), times));
    }

    /** {@code POST /2/oauth2/token} (RFC 6749, 6): each refresh token is good once. */
    synchronized XAnswer token(HttpExchange call, String form) throws XAnswer.Refused {
        Map<String, String> fields = new HashMap<>();
        for (String pair : form.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            fields.put(parts[0], parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        boolean right = call.getRequestMethod().equals("POST")
                && "refresh_token".equals(fields.get("grant_type"))
                && CLIENT.equals(fields.get("client_id"))
                && refresh.equals(fields.get("refresh_token"));
        if (!right) {
            throw new XAnswer.Refused(
                    XAnswer.of(400, JsonNodeFactory.instance.objectNode().put("error", "invalid_request")));
        }
        refresh = random();
        access = random();
        until = clock.instant().plus(life);
        ObjectNode answer = JsonNodeFactory.instance
                .objectNode()
                .put("token_type", "bearer")
                .put("expires_in", life.toSeconds())
                .put("access_token", access)
                .put("scope", "tweet.read tweet.write users.read media.write dm.read dm.write offline.access")
                .put("refresh_token", refresh);
        return XAnswer.of(200, answer);
    }

    Entry enter(HttpExchange call, int port) throws XAnswer.Refused {
        String shown = String.valueOf(call.getRequestHeaders().getFirst("Authorization"));
        if (!isKnown(shown) && !isSigned(call, shown, port)) {
            throw new XAnswer.Refused(401, "Unauthorized", "Unauthorized");
        }
        return counted(call.getRequestMethod() + " " + call.getRequestURI().getPath());
    }

    private synchronized boolean isKnown(String shown) {
        return !access.isEmpty()
                && shown.equals("Bearer " + access)
                && clock.instant().isBefore(until);
    }

    private boolean isSigned(HttpExchange call, String shown, int port) {
        if (!shown.startsWith("OAuth ")) {
            return false;
        }
        Map<String, String> fields = new TreeMap<>();
        for (String pair : shown.substring("OAuth ".length()).split(",\\s*", -1)) {
            String[] parts = pair.split("=", 2);
            fields.put(parts[0], URLDecoder.decode(parts[1].replace("\"", ""), StandardCharsets.UTF_8));
        }
        String signature = fields.remove("oauth_signature");
        URI asked = URI.create("http://127.0.0.1:" + port + call.getRequestURI());
        if (nonces.size() >= MOST_NONCES) {
            nonces.clear();
        }
        return nonces.add(String.valueOf(fields.get("oauth_nonce")))
                && OAuth1.signature(KEYS, call.getRequestMethod(), asked, fields)
                        .equals(signature)
                && KEYS.token().reveal().equals(fields.get("oauth_token"));
    }

    private Entry counted(String asked) throws XAnswer.Refused {
        int allowed = most.getOrDefault(asked, 900);
        Window window = windows.compute(asked, (key, last) -> {
            boolean over = last == null || !clock.instant().isBefore(last.reset());
            return over
                    ? new Window(clock.instant().plus(WINDOW), allowed - 1)
                    : new Window(last.reset(), last.remaining() - 1);
        });
        Map<String, String> headers = Map.of(
                "x-rate-limit-limit", Integer.toString(allowed),
                "x-rate-limit-remaining", Integer.toString(Math.max(0, window.remaining())),
                "x-rate-limit-reset", Long.toString(window.reset().getEpochSecond()));
        if (window.remaining() < 0) {
            throw new XAnswer.Refused(XAnswer.problem(429, "Too Many Requests", "Too Many Requests")
                    .with(headers));
        }
        return new Entry(headers);
    }
}
