package dev.hubbub.channel.x;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A post or a direct message that came in.
 *
 * @param author id of who wrote it
 * @param handle without the @; null if X does not tell
 * @param sentAt ISO 8601; empty if X does not tell
 * @param answers ids of what it answers, the nearest last
 */
record Arrival(String id, String author, @Nullable String handle, String text, String sentAt, List<String> answers) {
    private static final long IDS_BEGIN = 1_288_834_974_657L;

    Arrival {
        answers = List.copyOf(answers);
    }

    /** What is in a {@code data} of X, with what stands beside it in {@code includes}. */
    static Arrival of(JsonNode item, JsonNode includes) {
        String author = item.path("author_id").asText(item.path("sender_id").asText());
        return new Arrival(
                item.path("id").asText(),
                author,
                handle(author, includes),
                text(item, includes),
                item.path("created_at").asText(),
                answers(item));
    }

    private static @Nullable String handle(String author, JsonNode includes) {
        for (JsonNode user : includes.path("users")) {
            if (user.path("id").asText().equals(author)) {
                String handle = user.path("username").asText();
                return handle.matches("[A-Za-z0-9_]{1,15}") ? handle : null;
            }
        }
        return null;
    }

    /** The whole text, with links as they are and not as X shortens them, and a link to each picture. */
    private static String text(JsonNode item, JsonNode includes) {
        JsonNode whole = item.path("note_tweet").has("text") ? item.path("note_tweet") : item;
        String text = whole.path("text").asText();
        Set<String> pictures = new LinkedHashSet<>();
        for (JsonNode key : item.path("attachments").path("media_keys")) {
            for (JsonNode media : includes.path("media")) {
                if (media.path("media_key").equals(key) && media.has("url")) {
                    pictures.add(media.path("url").asText());
                }
            }
        }
        for (JsonNode link : whole.path("entities").path("urls")) {
            String shown = link.path("url").asText();
            String meant =
                    link.path("unwound_url").asText(link.path("expanded_url").asText());
            if (!shown.isEmpty() && meant.startsWith("http")) {
                text = text.replace(shown, link.has("media_key") ? "" : meant);
            }
        }
        List<String> lines = new ArrayList<>(List.of(plain(text).strip()));
        lines.addAll(pictures);
        return String.join("\n", lines).strip();
    }

    /** X escapes these three, and no others. */
    private static String plain(String text) {
        return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    }

    /** The beginning of the conversation, for a thread is known by its first post, and what is answered itself. */
    private static List<String> answers(JsonNode item) {
        List<String> answers = new ArrayList<>();
        for (JsonNode one : item.path("referenced_tweets")) {
            if (one.path("type").asText().equals("replied_to")) {
                answers.add(item.path("conversation_id").asText());
                answers.add(one.path("id").asText());
            }
        }
        answers.removeIf(String::isEmpty);
        return answers;
    }

    /** The least id of what is written at a time: all but their lower 22 bits is when, in milliseconds. */
    static String idAt(Instant at) {
        return Long.toString((at.toEpochMilli() - IDS_BEGIN) << 22);
    }

    /** Whether an id is that of something later. */
    static boolean isAfter(String id, String other) {
        return id.length() != other.length() ? id.length() > other.length() : id.compareTo(other) > 0;
    }
}
