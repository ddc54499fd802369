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
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;

/** Events in the form the world agrees on (CloudEvents 1.0, JSON format). */
public final class CloudEvents {
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
        CloudEventBuilder builder = CloudEventBuilder.v1()
                .withId(recorded.position().toString())
                .withSource(SOURCE)
                .withType("dev.hubbub." + event.type().wireName())
                .withTime(event.at().atOffset(ZoneOffset.UTC))
                .withDataContentType("application/json")
                .withData(JsonCloudEventData.wrap(JSON.valueToTree(data(event))));
        if (event.message() != null) {
            builder.withSubject(event.message().toString());
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
