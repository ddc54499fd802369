package dev.hubbub.channel.webhook;

import java.util.Locale;
import java.util.Map;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * What a message is made of that comes as somebody else's JSON.
 *
 * @param kind what kind of call it is, or null where there are no kinds
 * @param texts what is said of each kind
 * @param text what is said of any other; null: nothing, if there are kinds, else the body as it came
 * @param headers the rest, by the headers of {@code hub:}
 */
record Mapping(
        @Nullable Template kind,
        Map<String, Template> texts,
        @Nullable Template text,
        Map<String, Template> headers) {

    Mapping {
        texts = Map.copyOf(texts);
        headers = Map.copyOf(headers);
    }

    /** Whether it says anything; if not, bodies are passed on as they came. */
    boolean isGiven() {
        return text != null || !texts.isEmpty();
    }

    /** Fills a message for {@code hub:}; false if there is nothing to say of this call. */
    boolean fill(Template.Call call, String body, Message in) {
        Template chosen = kind == null ? text : texts.getOrDefault(word(kind.fill(call)), text);
        String said = chosen != null ? chosen.fill(call) : isGiven() ? "" : body;
        if (said.isBlank()) {
            return false;
        }
        in.setBody(said);
        headers.forEach((header, template) -> {
            String value = template.fill(call).strip();
            if (!value.isEmpty()) {
                in.setHeader(header, value);
            }
        });
        return true;
    }

    /** As the key {@code webhook.NAME.in.text.KIND} is written: {@code node update} is {@code node-update}. */
    static String word(String kind) {
        return kind.strip().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]+", "-");
    }
}
