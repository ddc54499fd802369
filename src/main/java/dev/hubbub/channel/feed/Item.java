package dev.hubbub.channel.feed;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message as feeds show it.
 *
 * @param id of the message
 * @param title its subject, else its text
 * @param html clean
 * @param link where it is shown, or null if the hub has no public URL
 */
public record Item(
        String id,
        String title,
        String author,
        String html,
        @Nullable URI link,
        Instant at,
        List<Tagged> tags) {
    public Item {
        tags = List.copyOf(tags);
    }

    /**
     * What a message is tied to.
     *
     * @param name as {@code booking/12345678}
     * @param record where that record is shown, or null
     */
    public record Tagged(String name, @Nullable URI record) {}
}
