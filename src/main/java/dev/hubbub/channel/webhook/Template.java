package dev.hubbub.channel.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.JsonPathException;
import com.jayway.jsonpath.Option;
import com.jayway.jsonpath.spi.json.JacksonJsonProvider;
import com.jayway.jsonpath.spi.mapper.JacksonMappingProvider;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A text with places that a call fills: {@code {$.pusher.name}}, a JSONPath into its body, and {@code {header:X-GitHub-Event}}.
 * What is not there is nothing; of several values each is named. What is filled in is never read as a template again.
 */
final class Template {
    private static final Pattern PLACE = Pattern.compile("\\{(?:(\\$[^{}]*)|header:([A-Za-z0-9-]{1,100}))}");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Configuration PATHS = Configuration.builder()
            .jsonProvider(new JacksonJsonProvider(JSON))
            .mappingProvider(new JacksonMappingProvider(JSON))
            .options(Option.DEFAULT_PATH_LEAF_TO_NULL, Option.SUPPRESS_EXCEPTIONS)
            .build();

    private final List<Part> parts;

    /** A stretch of the text. */
    @FunctionalInterface
    private interface Part {
        String of(Call call);
    }

    /**
     * What came.
     *
     * @param headers by name, whatever the case of its letters
     * @param json the body as maps and lists, or null if it is no JSON
     */
    record Call(Map<String, String> headers, @Nullable Object json) {}

    private Template(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException if a path in it is none
     */
    static Template parse(String text) {
        List<Part> parts = new ArrayList<>();
        Matcher place = PLACE.matcher(text);
        int at = 0;
        while (place.find()) {
            String before = text.substring(at, place.start());
            parts.add(call -> before);
            parts.add(place(place.group(1), place.group(2)));
            at = place.end();
        }
        String rest = text.substring(at);
        parts.add(call -> rest);
        return new Template(parts);
    }

    private static Part place(@Nullable String path, @Nullable String header) {
        if (path == null) {
            return call -> call.headers().getOrDefault(String.valueOf(header), "");
        }
        try {
            JsonPath compiled = JsonPath.compile(path);
            return call -> call.json() == null ? "" : shown(compiled.read(call.json(), PATHS));
        } catch (JsonPathException e) {
            throw new IllegalArgumentException("{" + path + "} is no JSONPath", e);
        }
    }

    private static String shown(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof Collection<?> several) {
            return several.stream()
                    .map(Template::shown)
                    .filter(one -> !one.isEmpty())
                    .collect(Collectors.joining(", "));
        }
        if (value instanceof Map<?, ?>) {
            try {
                return JSON.writeValueAsString(value);
            } catch (JsonProcessingException e) {
                return "";
            }
        }
        return value.toString();
    }

    /** The text, filled. */
    String fill(Call call) {
        StringBuilder text = new StringBuilder();
        parts.forEach(part -> text.append(part.of(call)));
        return text.toString();
    }
}
