package dev.hubbub.web;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an operation answers.
 *
 * @param status the HTTP status
 * @param body written as JSON; bytes are written as they are; null for no body
 * @param headers headers besides
 */
public record Answer(int status, @Nullable Object body, Map<String, String> headers) {
    public Answer {
        headers = Map.copyOf(headers);
    }

    /** 200 with a body. */
    public static Answer ok(Object body) {
        return new Answer(200, body, Map.of());
    }

    /** 201 with a body, and where the new thing is: {@code /api/v1/rules/…}. */
    public static Answer created(String location, Object body) {
        return new Answer(201, body, Map.of("Location", location));
    }

    /** 202 with a body. */
    public static Answer accepted(Object body) {
        return new Answer(202, body, Map.of());
    }

    /** 204. */
    public static Answer nothing() {
        return new Answer(204, null, Map.of());
    }

    /** 200 with bytes of this media type. */
    public static Answer bytes(String mediaType, byte[] content) {
        return new Answer(200, content, Map.of("Content-Type", mediaType));
    }

    /** The same with one more header. */
    public Answer header(String name, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(name, value);
        return new Answer(status, body, more);
    }
}
