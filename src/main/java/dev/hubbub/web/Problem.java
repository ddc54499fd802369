package dev.hubbub.web;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong with a request, as RFC 9457 has it.
 *
 * @param type {@code about:blank}, or {@code urn:hubbub:problem:…}
 * @param title the kind of problem in a few words, always the same for one type
 * @param status the HTTP status
 * @param detail what went wrong this time; never holds a secret or somebody's text
 * @param errors which fields are wrong
 * @param headers headers the answer carries besides
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
        String type,
        String title,
        int status,
        @Nullable String detail,
        List<FieldError> errors,
        @JsonIgnore Map<String, String> headers) {

    /**
     * One wrong field.
     *
     * @param field its JSON pointer in the body ({@code /text}), or {@code query.limit}, {@code header.If-Match}, {@code path.id}
     * @param reason what is wrong with it, without its value
     */
    public record FieldError(String field, String reason) {
        /** Of the body as a whole there is no name to say. */
        private String sentence() {
            return field.isEmpty() ? reason : field + ": " + reason;
        }
    }

    public Problem {
        errors = List.copyOf(errors);
        headers = Map.copyOf(headers);
    }

    /** A problem that its status says all about. */
    public static Problem of(int status, String detail) {
        return new Problem("about:blank", Titles.of(status), status, detail, List.of(), Map.of());
    }

    /** The request does not fit the contract: 400. */
    public static Problem invalid(List<FieldError> errors) {
        return named("invalid-request", "The request does not fit the contract", 400, errors);
    }

    /** It fits the contract and still makes no sense: 422. */
    public static Problem unprocessable(String field, String reason) {
        return unprocessable(List.of(new FieldError(field, reason)));
    }

    /** It fits the contract and still makes no sense: 422. */
    public static Problem unprocessable(List<FieldError> errors) {
        return named("unprocessable", "The request cannot be carried out as it is", 422, errors);
    }

    /** Not there, or not for this caller: 404. */
    public static Problem notFound() {
        return of(404, "There is nothing here, or nothing for you.");
    }

    /** The caller's role does not suffice: 403. */
    public static Problem forbidden(String detail) {
        return of(403, detail);
    }

    /** Too much just now: 503 with Retry-After. */
    public static Problem busy(String detail, Duration retryAfter) {
        return of(503, detail).retryAfter(retryAfter);
    }

    private static Problem named(String name, String title, int status, List<FieldError> errors) {
        String first = errors.isEmpty() ? null : errors.get(0).sentence();
        return new Problem("urn:hubbub:problem:" + name, title, status, first, errors, Map.of());
    }

    /** The same of a type of its own, {@code urn:hubbub:problem:name}. */
    public Problem typed(String name, String itsTitle) {
        return new Problem("urn:hubbub:problem:" + name, itsTitle, status, detail, errors, headers);
    }

    /** The same with one more wrong field. */
    public Problem with(String field, String reason) {
        List<FieldError> more = new ArrayList<>(errors);
        more.add(new FieldError(field, reason));
        return new Problem(type, title, status, detail, more, headers);
    }

    /** The same with one more header. */
    public Problem header(String name, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(name, value);
        return new Problem(type, title, status, detail, errors, more);
    }

    /** The same with Retry-After, in whole seconds, at least one. */
    public Problem retryAfter(Duration wait) {
        return header("Retry-After", Long.toString(Math.max(1, (wait.toMillis() + 999) / 1000)));
    }
}
