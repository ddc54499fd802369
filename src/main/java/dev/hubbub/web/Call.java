package dev.hubbub.web;

import dev.hubbub.message.ChannelId;
import dev.hubbub.security.Caller;
import dev.hubbub.security.Sessions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request that fits the contract, from a caller that is known. Parameters are named as in the contract; asking for one
 * that the contract does not have is a mistake of the operation.
 */
public final class Call {
    private final Caller caller;
    private final Source source;
    private final Map<String, Object> parameters;
    private final @Nullable JsonObject body;
    private final @Nullable Buffer bytes;

    Call(
            Caller caller,
            Source source,
            Map<String, Object> parameters,
            @Nullable JsonObject body,
            @Nullable Buffer bytes) {
        this.caller = caller;
        this.source = source;
        this.parameters = parameters;
        this.body = body;
        this.bytes = bytes;
    }

    public Caller caller() {
        return caller;
    }

    /** The request's id, as in {@code X-Request-Id}. */
    public String requestId() {
        return source.requestId();
    }

    /** The browser's session the caller came by. */
    public Optional<Sessions.Active> session() {
        return source.session();
    }

    /** The network address the caller came from. */
    public String address() {
        return source.address();
    }

    /** Where a call comes from. */
    record Source(String requestId, String address, Optional<Sessions.Active> session) {}

    /** A required text of path, query or header. */
    public String text(String name) {
        return find(name)
                .orElseThrow(() ->
                        new ProblemException(Problem.invalid(List.of(new Problem.FieldError(name, "is missing")))));
    }

    /** A text of path, query or header. */
    public Optional<String> find(String name) {
        return Optional.ofNullable(parameters.get(name)).map(Object::toString);
    }

    /** A list of the query; empty if it is not there. */
    public List<String> list(String name) {
        return parameters.get(name) instanceof List<?> list
                ? list.stream().map(Object::toString).toList()
                : List.of();
    }

    /** A whole number of the query; the contract's default if it is not there, and 0 if that has none. */
    public int number(String name) {
        return parameters.get(name) instanceof Number number ? number.intValue() : 0;
    }

    /** A UUID of the path. */
    public UUID id(String name) {
        return UUID.fromString(text(name));
    }

    /**
     * A time of the query.
     *
     * @throws ProblemException if there is no such day or hour
     */
    public Optional<Instant> time(String name) {
        return find(name).map(text -> Times.parse("query." + name, text));
    }

    /** The channel that {@code kind} and {@code name} of the path say. */
    public ChannelId channel() {
        return new ChannelId(text("kind"), text("name"));
    }

    /** The body as plain maps, lists, texts, numbers; empty if there is none. */
    public Map<String, Object> body() {
        return body == null ? Map.of() : body.getMap();
    }

    /** The body as a record of the operation's own. */
    public <T> T body(Class<T> type) {
        return Json.MAPPER.convertValue(body(), type);
    }

    /** SHA-256 of the body's bytes in hex, to tell whether a request with the same key is the same request. */
    public String bodyDigest() {
        return HexFormat.of().formatHex(sha256(bytes == null ? new byte[0] : bytes.getBytes()));
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** RFC 3339 times. */
    static final class Times {
        private Times() {}

        static Instant parse(String field, String text) {
            try {
                return OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeParseException e) {
                throw new ProblemException(
                        Problem.invalid(List.of(new Problem.FieldError(field, "is no time (RFC 3339)"))));
            }
        }
    }
}
