package dev.hubbub.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * For machines: one JSON object a line, {@code time} (ISO 8601), {@code level}, {@code logger}, {@code thread}, {@code
 * message} and, if something was thrown, {@code thrown}: a list, the root first. Its texts are as safe as those of {@link
 * TextEncoder}, also once they are taken out of the JSON.
 */
public final class JsonLineEncoder extends EncoderBase<ILoggingEvent> {
    private static final byte[] NOTHING = {};
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] encode(ILoggingEvent logged) {
        Event event = Event.of(logged);
        ObjectNode line = JSON.createObjectNode()
                .put("time", Instant.ofEpochMilli(logged.getTimeStamp()).toString())
                .put("level", logged.getLevel().toString())
                .put("logger", Event.name(logged.getLoggerName()))
                .put("thread", Event.name(logged.getThreadName()))
                .put("message", event.message());
        if (!event.failures().isEmpty()) {
            ArrayNode thrown = line.putArray("thrown");
            event.failures().forEach(failure -> add(failure, thrown.addObject()));
        }
        try {
            return (JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts are always JSON", e);
        }
    }

    private static void add(Event.Failure failure, ObjectNode thrown) {
        thrown.put("kind", failure.kind());
        if (failure.words() != null) {
            thrown.put("words", failure.words());
        }
        failure.frames().forEach(thrown.putArray("frames")::add);
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }
}
