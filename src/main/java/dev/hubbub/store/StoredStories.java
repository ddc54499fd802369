package dev.hubbub.store;

import dev.hubbub.api.archive.StoryShelf;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.query.SelectionQuery;
import org.jspecify.annotations.Nullable;

/** Stories, newest first. */
public final class StoredStories implements StoryShelf {
    private static final String NEWEST = " order by createdAt desc, id desc";

    private final Database database;

    public StoredStories(Database database) {
        this.database = database;
    }

    @Override
    public List<Kept> list(@Nullable Place before, int limit) {
        return database.inTransaction(session -> {
            SelectionQuery<Story> query = session.createSelectionQuery(
                    before == null
                            ? "from Story" + NEWEST
                            : "from Story where createdAt < :at or (createdAt = :at and id < :id)" + NEWEST,
                    Story.class);
            if (before != null) {
                query.setParameter("at", before.createdAt()).setParameter("id", before.id());
            }
            return query.setMaxResults(limit)
                    .getResultStream()
                    .map(StoredStories::kept)
                    .toList();
        });
    }

    @Override
    public Optional<Kept> find(UUID id) {
        return database.inTransaction(
                session -> Optional.ofNullable(session.get(Story.class, id)).map(StoredStories::kept));
    }

    private static Kept kept(Story story) {
        return new Kept(story.getId(), story.getTitle(), story.getText(), story.getSource(), story.getCreatedAt());
    }
}
