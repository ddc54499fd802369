package dev.hubbub.api.archive;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Short texts worth keeping. */
public interface StoryShelf {
    /** Stories, newest first, older than a place. */
    List<Kept> list(@Nullable Place before, int limit);

    Optional<Kept> find(UUID id);

    /** Where a story stands among all. */
    record Place(Instant createdAt, UUID id) {}

    /**
     * A story.
     *
     * @param source what made it, as {@code fortune}
     */
    record Kept(UUID id, String title, String text, String source, Instant createdAt) {}
}
