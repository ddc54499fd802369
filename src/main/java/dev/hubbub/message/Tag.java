package dev.hubbub.message;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Ties a message to a resource and, perhaps, to one record of it: {@code incident}, {@code booking/12345678}.
 *
 * @param resource a lower-case word
 * @param record the record's own id, at most 128 characters, or null for the resource as a whole
 */
public record Tag(String resource, @Nullable String record) implements Comparable<Tag> {
    private static final Pattern RESOURCE = Pattern.compile("[a-z][a-z0-9_-]{0,62}");

    public Tag {
        if (!RESOURCE.matcher(resource).matches()) {
            throw new IllegalArgumentException(
                    "'" + resource + "' is no resource: write a word in lower-case letters, digits, - and _");
        }
        if (record != null && (record.isEmpty() || record.length() > 128)) {
            throw new IllegalArgumentException("a record's id has 1 to 128 characters");
        }
    }

    /** Reads {@code resource} or {@code resource/record}. */
    public static Tag parse(String text) {
        int slash = text.indexOf('/');
        return slash < 0 ? new Tag(text, null) : new Tag(text.substring(0, slash), text.substring(slash + 1));
    }

    @Override
    public int compareTo(Tag other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return record == null ? resource : resource + "/" + record;
    }
}
