package dev.hubbub.api.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.hubbub.api.Views;
import dev.hubbub.api.archive.Kept;
import dev.hubbub.events.EventLog.Recorded;
import dev.hubbub.events.Position;
import dev.hubbub.message.TraceEvent;
import dev.hubbub.web.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An event with the message it is about, as it is written to streams. There are two forms, each encoded at most once:
 * whole, and without what it tells of other channels. Used by one thread at a time.
 */
final class Told {
    private static final String SOURCE = "/api/v1/stream";

    private final Recorded recorded;
    private final @Nullable Kept kept;
    private byte @Nullable [] whole;
    private byte @Nullable [] plain;

    Told(Recorded recorded, @Nullable Kept kept) {
        this.recorded = recorded;
        this.kept = kept;
    }

    /** A CloudEvent (1.0, JSON format). */
    private record Cloud(
            String specversion,
            String id,
            String source,
            String type,
            @Nullable String subject,
            Instant time,
            String datacontenttype,
            Object data) {}

    /** What it says. */
    private record Data(
            Instant at,
            @Nullable String messageId,
            @Nullable String deliveryId,
            @Nullable String channel,
            @Nullable Map<String, Object> detail,
            Views.@Nullable MessageView message) {}

    Position position() {
        return recorded.position();
    }

    TraceEvent event() {
        return recorded.event();
    }

    /** About how much memory it takes, in characters. */
    int weight() {
        return 500 + (kept == null ? 0 : kept.message().text().length() * 2);
    }

    /** The bytes of the event as it goes over the wire. */
    byte[] frame(boolean seesAll) {
        boolean asPlain = !seesAll && event().detail().containsKey("steps");
        byte[] known = asPlain ? plain : whole;
        if (known != null) {
            return known;
        }
        byte[] made = encode(asPlain);
        if (asPlain) {
            plain = made;
        } else {
            whole = made;
        }
        return made;
    }

    private byte[] encode(boolean asPlain) {
        TraceEvent event = event();
        Data data = new Data(
                event.at(),
                text(event.message()),
                text(event.delivery()),
                text(event.channel()),
                asPlain ? null : event.detail(),
                kept == null ? null : view(kept));
        return frame(position(), event.type().wireName(), text(event.message()), event.at(), data);
    }

    /** As it is stored, or as it is seen on the channel that it was delivered to. */
    private Views.MessageView view(Kept message) {
        return event().delivery() == null ? Views.message(message) : Views.feedItem(message);
    }

    /** The event that says: what was between is not kept any more. */
    static byte[] gap(Position now, Instant at) {
        return frame(now, "gap", null, at, Map.of("at", at));
    }

    private static byte[] frame(Position position, String type, @Nullable String subject, Instant at, Object data) {
        Cloud cloud = new Cloud(
                "1.0", position.toString(), SOURCE, "dev.hubbub." + type, subject, at, "application/json", data);
        try {
            String frame = "id: " + position + "\nevent: " + type + "\ndata: " + Json.MAPPER.writeValueAsString(cloud)
                    + "\n\n";
            return frame.getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event cannot be written as JSON", e);
        }
    }

    private static @Nullable String text(@Nullable Object id) {
        return id == null ? null : Objects.toString(id);
    }
}
