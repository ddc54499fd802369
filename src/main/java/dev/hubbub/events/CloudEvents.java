package dev.hubbub.events;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hubbub.events.EventLog.Recorded;
import dev.hubbub.message.TraceEvent;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.jackson.JsonCloudEventData;
import io.cloudevents.jackson.JsonFormat;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Events in the form the world agrees on (CloudEvents 1.0, JSON format). */
public final class CloudEvents {
    /** The type of what {@link #json} makes. */
    public static final String MEDIA_TYPE = "application/cloudevents+json";

    /** How the type of each begins. */
    public static final String TYPES = "dev.hubbub.";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonFormat FORMAT = new JsonFormat();
    private static final URI SOURCE = URI.create("/api/v1/stream");

    private CloudEvents() {}

    /** One event as a JSON object in structured mode; {@code id} is its position in the log. */
    public static String json(Recorded recorded) {
        return new String(FORMAT.serialize(of(recorded)), StandardCharsets.UTF_8);
    }

    static CloudEvent of(Recorded recorded) {
        TraceEvent event = recorded.event();
        Head head = new Head(
                recorded.position().toString(),
                SOURCE,
                TYPES + event.type().wireName(),
                event.message() == null ? null : event.message().toString(),
                event.at());
        return of(head, data(event));
    }

    /**
     * What stands around the data of an event.
     *
     * @param type begins with {@link #TYPES}
     * @param subject what it is about, or null
     */
    public record Head(
            String id, URI source, String type, @Nullable String subject, Instant at) {}

    /** Anything else as an event in the same form. */
    public static String json(Head head, Map<String, Object> data) {
        return new String(FORMAT.serialize(of(head, data)), StandardCharsets.UTF_8);
    }

    private static CloudEvent of(Head head, Map<String, Object> data) {
        CloudEventBuilder builder = CloudEventBuilder.v1()
                .withId(head.id())
                .withSource(head.source())
                .withType(head.type())
                .withTime(head.at().atOffset(ZoneOffset.UTC))
                .withDataContentType("application/json")
                .withData(JsonCloudEventData.wrap(JSON.valueToTree(data)));
        if (head.subject() != null) {
            builder.withSubject(head.subject());
        }
        return builder.build();
    }

    /** What the event says: its ids and its detail, named as in streams. */
    public static Map<String, Object> data(TraceEvent event) {
        Map<String, Object> data = new LinkedHashMap<>();
        if (event.message() != null) {
            data.put("messageId", event.message().toString());
        }
        if (event.delivery() != null) {
            data.put("deliveryId", event.delivery().toString());
        }
        if (event.channel() != null) {
            data.put("channel", event.channel().toString());
        }
        data.put("detail", event.detail());
        return data;
    }
}
