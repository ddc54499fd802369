package dev.hubbub.channel.x;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hubbub.config.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Access tokens that last two hours, each got for a refresh token (RFC 6749, 6). X takes a refresh token once and answers with
 * the next one, which therefore has to be kept.
 */
final class OAuth2 implements Login {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration EARLY = Duration.ofMinutes(1);

    private final Keys keys;
    private final URI base;
    private final Duration timeout;
    private final XMemory memory;
    private final HttpClient http;
    private @Nullable Tokens tokens;

    /**
     * @param secret empty for public clients
     * @param refresh the first refresh token, as it came from the log-in in the browser
     */
    record Keys(String clientId, Secret secret, Secret refresh) {}

    /** What is kept; {@code given} tells which configured token it began with. */
    private record Tokens(String given, String access, String refresh, Instant until) {
        @Override
        public String toString() {
            return "Tokens until " + until;
        }
    }

    OAuth2(Keys keys, URI base, Duration timeout, XMemory memory) {
        this.keys = keys;
        this.base = base;
        this.timeout = timeout;
        this.memory = memory;
        this.http = HttpClient.newBuilder().connectTimeout(timeout).build();
    }

    @Override
    public synchronized String header(String method, URI uri) throws XException, InterruptedException {
        Tokens known = tokens != null ? tokens : kept();
        if (known.until().isBefore(Instant.now().plus(EARLY))) {
            known = refresh(known);
        }
        tokens = known;
        return "Bearer " + known.access();
    }

    @Override
    public synchronized boolean renew(String refused) throws XException, InterruptedException {
        Tokens known = kept();
        // another hub on the same database may have got new ones
        if (refused.equals("Bearer " + known.access())) {
            known = refresh(known);
        }
        tokens = known;
        return true;
    }

    private Tokens kept() {
        String given = mark();
        return memory.find(name())
                .map(OAuth2::read)
                .filter(kept -> kept.given().equals(given))
                .orElseGet(() -> new Tokens(given, "", keys.refresh().reveal(), Instant.EPOCH));
    }

    private String name() {
        return "token/" + keys.clientId();
    }

    /** Tells a newly configured token from the one before without showing it. */
    private String mark() {
        return UUID.nameUUIDFromBytes(keys.refresh().reveal().getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    private Tokens refresh(Tokens known) throws XException, InterruptedException {
        JsonNode answer = ask("grant_type=refresh_token&refresh_token=" + OAuth1.encode(known.refresh()) + "&client_id="
                + OAuth1.encode(keys.clientId()));
        String next = answer.path("refresh_token").asText(known.refresh());
        Tokens made = new Tokens(
                known.given(),
                answer.path("access_token").asText(),
                next,
                Instant.now().plusSeconds(answer.path("expires_in").asLong(7200)));
        memory.keep(name(), write(made), null);
        return made;
    }

    private JsonNode ask(String form) throws XException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + "/2/oauth2/token"))
                .timeout(timeout)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form));
        if (!keys.secret().reveal().isEmpty()) {
            String pair = OAuth1.encode(keys.clientId()) + ":"
                    + OAuth1.encode(keys.secret().reveal());
            request.header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
        }
        try {
            HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new XException(
                        XException.Kind.LOGIN, "X does not renew the hub's token: HTTP " + answer.statusCode());
            }
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new XException(XException.Kind.UNREACHED, "X cannot be reached to renew the token", e);
        }
    }

    private static Tokens read(String text) {
        try {
            JsonNode kept = JSON.readTree(text);
            return new Tokens(
                    kept.path("given").asText(),
                    kept.path("access").asText(),
                    kept.path("refresh").asText(),
                    Instant.ofEpochSecond(kept.path("until").asLong()));
        } catch (IOException e) {
            throw new IllegalStateException("what was kept of X's tokens cannot be read", e);
        }
    }

    private static String write(Tokens tokens) {
        ObjectNode kept = JSON.createObjectNode();
        kept.put("given", tokens.given());
        kept.put("access", tokens.access());
        kept.put("refresh", tokens.refresh());
        kept.put("until", tokens.until().getEpochSecond());
        return kept.toString();
    }
}
