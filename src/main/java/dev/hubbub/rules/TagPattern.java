package dev.hubbub.rules;

import dev.hubbub.message.Tag;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Which tags are meant: {@code booking} (the resource or any record of it), {@code booking/*} (any record), {@code
 * booking/12345678} (that record).
 *
 * @param record the record's id, {@code *} for any, null for the resource or any record
 */
public record TagPattern(String resource, @Nullable String record) {
    public TagPattern {
        if (!"*".equals(record)) {
            // it is written as a tag is
            new Tag(resource, record);
        } else {
            new Tag(resource, null);
        }
    }

    /**
     * Reads a pattern.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static TagPattern parse(String text) {
        int slash = text.indexOf('/');
        return slash < 0
                ? new TagPattern(text, null)
                : new TagPattern(text.substring(0, slash), text.substring(slash + 1));
    }

    /** The first of those tags that is meant, or null. */
    @Nullable
    Tag firstOf(Collection<Tag> tags) {
        for (Tag tag : tags) {
            if (matches(tag)) {
                return tag;
            }
        }
        return null;
    }

    private boolean matches(Tag tag) {
        String other = tag.record();
        if (!tag.resource().equals(resource)) {
            return false;
        }
        return record == null || (other != null && (record.equals("*") || record.equals(other)));
    }

    @Override
    public String toString() {
        return record == null ? resource : resource + "/" + record;
    }
}
