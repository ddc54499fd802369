package dev.hubbub.channel.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hubbub.component.Headers;
import dev.hubbub.events.CloudEvents;
import dev.hubbub.message.Draft;
import dev.hubbub.parser.PlainHtml;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** A message on its way to another hub or any other program: a CloudEvent whose data says all that is known of it. */
final class Envelope {
    private static final String MESSAGE = CloudEvents.TYPES + "message";
    private static final String CORRECTION = MESSAGE + ".correction";
    private static final String DELETION = MESSAGE + ".deletion";
    private static final Set<String> ALL = Set.of(MESSAGE, CORRECTION, DELETION);

    /** Headers that travel as they are, with their names in the data. */
    private static final Map<String, String> AS_THEY_ARE = Map.of(
            Headers.SENDER, "sender",
            Headers.SENDER_NAME, "senderName",
            Headers.SUBJECT, "subject",
            Headers.HTML, "html",
            Headers.SENT_AT, "sentAt",
            Headers.TIME_ZONE, "timeZone",
            Headers.IN_REPLY_TO_EXTERNAL_ID, "inReplyTo");

    /** Exchange property: the files that go along, in JSON; or those that came, as a list for the bean {@code files}. */
    private static final String FILES = "WebhookFiles";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HubNames hubs;

    Envelope(HubNames hubs) {
        this.hubs = hubs;
    }

    /** What an exchange of {@code hub:} holds. */
    String write(Exchange exchange, String id) {
        Message out = exchange.getMessage();
        Map<String, Object> data = new LinkedHashMap<>();
        put(data, "messageId", text(out, Headers.MESSAGE_ID));
        put(data, "channel", text(out, Headers.CHANNEL));
        put(data, "recipient", text(out, Headers.RECIPIENT));
        put(data, "text", out.getBody(String.class));
        AS_THEY_ARE.forEach((header, name) -> put(data, name, text(out, header)));
        put(data, "priority", text(out, Headers.PRIORITY));
        put(data, "tags", list(text(out, Headers.TAGS), ","));
        put(data, "attachments", list(text(out, Headers.ATTACHMENTS), "\n"));
        put(data, "files", enclosed(exchange));
        put(data, "corrects", text(out, Headers.REPLACES));
        put(data, "deletes", text(out, Headers.RETRACTS));
        data.put("hops", exchange.getProperty(Headers.HOPS, 0, Integer.class));
        data.put("visited", hubs.write(exchange.getProperty(Headers.VISITED)));
        String type = data.containsKey("deletes") ? DELETION : data.containsKey("corrects") ? CORRECTION : MESSAGE;
        return CloudEvents.json(
                new CloudEvents.Head(id, hubs.source(), type, text(out, Headers.MESSAGE_ID), at(out)), data);
    }

    /** When the sender said it, else when it came to the hub, which its id tells (RFC 9562, version 7). */
    private static Instant at(Message out) {
        String sentAt = text(out, Headers.SENT_AT);
        if (sentAt != null) {
            return Instant.parse(sentAt);
        }
        String id = text(out, Headers.MESSAGE_ID);
        return id == null
                ? Instant.EPOCH
                : Instant.ofEpochMilli(UUID.fromString(id).getMostSignificantBits() >>> 16);
    }

    private static void put(Map<String, Object> data, String name, @Nullable Object value) {
        if (value != null) {
            data.put(name, value);
        }
    }

    private static @Nullable List<String> list(@Nullable String text, String between) {
        return text == null ? null : List.of(text.split(between, -1));
    }

    /** The files that go along, as the route has written them. */
    private static @Nullable List<?> enclosed(Exchange exchange) {
        String files = exchange.getProperty(FILES, String.class);
        try {
            List<?> all = files == null ? List.of() : JSON.readValue(files, List.class);
            return all.isEmpty() ? null : all;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the property " + FILES + " is no list in JSON", e);
        }
    }

    private static @Nullable String text(Message out, String name) {
        return out.getHeader(name, String.class);
    }

    /** Whether this is a message of a hub. */
    static boolean isOne(JsonNode body) {
        return ALL.contains(body.path("type").asText()) && body.path("data").isObject();
    }

    /** Makes an exchange for {@code hub:} of it. */
    void read(JsonNode body, Exchange exchange) {
        JsonNode data = body.path("data");
        if (data.path("files").isArray()) {
            exchange.setProperty(FILES, JSON.convertValue(data.path("files"), List.class));
        }
        Message in = exchange.getMessage();
        in.setBody(data.path("text").asText(""));
        AS_THEY_ARE.forEach((header, name) -> set(in, header, data.path(name)));
        in.setHeader(Headers.HTML, PlainHtml.clean(in.getHeader(Headers.HTML, String.class)));
        String type = body.path("type").asText();
        if (type.equals(CORRECTION)) {
            set(in, Headers.REPLACES, data.path("corrects"));
        } else if (type.equals(DELETION)) {
            set(in, Headers.RETRACTS, data.path("deletes"));
        }
        exchange.setProperty(Headers.VISITED, hubs.read(data.path("visited")));
        exchange.setProperty(Headers.HOPS, (int)
                Math.min(Math.max(data.path("hops").asLong(0), 0), Draft.MOST_HOPS));
    }

    private static void set(Message in, String header, JsonNode value) {
        if (value.isTextual() && !value.asText().isBlank()) {
            in.setHeader(header, value.asText());
        }
    }
}
