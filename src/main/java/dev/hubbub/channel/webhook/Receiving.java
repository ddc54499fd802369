package dev.hubbub.channel.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hubbub.component.Headers;
import dev.hubbub.message.Address;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes of a call what {@code to: hub:} takes, or says why not. */
final class Receiving {
    private static final Logger LOG = LoggerFactory.getLogger(Receiving.class);
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final String OF_HUB = "@hub";

    private final Envelope envelope;
    private final Clock clock;

    Receiving(Envelope envelope, Clock clock) {
        this.envelope = envelope;
        this.clock = clock;
    }

    /**
     * Where calls come from.
     *
     * @param door who gets in
     * @param mapping what is made of the body
     */
    record Source(Door door, Mapping mapping) {}

    /** Fills the exchange; false if the call is genuine and there is nothing to say of it. */
    boolean receive(Exchange exchange, String name, Source source) throws RefusedException {
        Message in = exchange.getMessage();
        Map<String, String> headers = texts(in.getHeaders());
        byte[] given = in.getBody(byte[].class);
        byte[] body = given == null ? new byte[0] : given;
        // nothing of the call steers what follows, or goes back with the answer
        in.removeHeaders("*");
        String refusal = source.door().refusal(headers, body, clock.instant());
        if (refusal != null) {
            LOG.info("a call of webhook {} was refused: {}", name, refusal);
            throw new RefusedException(401, refusal);
        }
        JsonNode json = json(headers.getOrDefault("Content-Type", ""), body);
        boolean says = fill(exchange, source.mapping(), headers, json, body);
        in.setHeader(
                Headers.SENDER,
                sender(in.getHeader(Headers.SENDER, String.class), name).uri());
        source.door().id(headers, body).ifPresent(id -> in.setHeader(Headers.EXTERNAL_ID, id));
        return says;
    }

    private static Map<String, String> texts(Map<String, Object> headers) {
        Map<String, String> texts = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, value) -> {
            if (value instanceof String text) {
                texts.put(name, text);
            }
        });
        return texts;
    }

    private static JsonNode json(String type, byte[] body) throws RefusedException {
        String plain = type.toLowerCase(Locale.ROOT).replaceFirst(";.*", "").strip();
        if (!plain.equals("application/json") && !plain.endsWith("+json")) {
            throw new RefusedException(415, "the body has to be application/json");
        }
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new RefusedException(400, "the body is no JSON");
        }
    }

    private boolean fill(Exchange exchange, Mapping mapping, Map<String, String> headers, JsonNode json, byte[] body) {
        if (!mapping.isGiven() && Envelope.isOne(json)) {
            envelope.read(json, exchange);
            return true;
        }
        Template.Call call = new Template.Call(headers, plain(json));
        return mapping.fill(call, new String(body, StandardCharsets.UTF_8), exchange.getMessage());
    }

    private static @Nullable Object plain(JsonNode json) {
        try {
            return JSON.treeToValue(json, Object.class);
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    /** Users of another hub are not those of this one, and nobody outside is its bot. */
    private static Address sender(@Nullable String given, String name) {
        if (given != null) {
            try {
                Address address = new Address(given);
                String rest = address.rest();
                boolean ofHub = address.scheme().equals("acct")
                        && rest.toLowerCase(Locale.ROOT).endsWith(OF_HUB);
                return ofHub
                        ? Address.of("acct", rest.substring(0, rest.length() - OF_HUB.length()) + "@" + name + ".hub")
                        : address;
            } catch (IllegalArgumentException e) {
                LOG.debug("webhook {} names a sender that is no address", name);
            }
        }
        return Address.of("webhook", name);
    }
}
