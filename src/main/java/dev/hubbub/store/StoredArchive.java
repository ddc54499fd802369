package dev.hubbub.store;

import dev.hubbub.api.archive.Kept;
import dev.hubbub.api.archive.MessageArchive;
import dev.hubbub.api.archive.Search;
import dev.hubbub.api.archive.UnreadableException;
import dev.hubbub.message.Attachment;
import dev.hubbub.message.ChannelId;
import dev.hubbub.message.Message;
import dev.hubbub.message.MessageId;
import dev.hubbub.store.crypt.Crypt;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/** Reads messages back for people: first which ones, by one statement on indexes, then all of them at once. */
public final class StoredArchive implements MessageArchive {
    private static final UUID END = new UUID(-1, -1);

    /** Each half has its own index; the newest of both together are the newest of all. */
    private static final String FEED = """
            select id from (
                (select id from message where channel = ? and id < ? order by id desc limit ?)
                union
                (select distinct message_id from delivery
                 where channel = ? and state in ('sent', 'delivered', 'read') and message_id < ?
                 order by message_id desc limit ?)) seen
            order by id desc limit ?
            """;

    private static final String FILES =
            "select id, message_id, media_type, size, name from attachment where message_id = any (?)"
                    + " order by message_id, position";

    private final Database database;
    private final RecentWrites recent;
    private final Crypt crypt;
    private final MessageReader reader;

    public StoredArchive(Database database) {
        this(database, new RecentWrites());
    }

    /** An archive that can {@linkplain #recall tell from memory} what was written beside these events. */
    public StoredArchive(Database database, StoredEvents events) {
        this(database, events.recent());
    }

    private StoredArchive(Database database, RecentWrites recent) {
        this.database = database;
        this.recent = recent;
        this.crypt = database.crypt();
        this.reader = new MessageReader(crypt);
    }

    @Override
    public List<Kept> find(Collection<MessageId> ids) {
        List<Kept> found = database.inTransaction(
                session -> read(session, ids.stream().map(MessageId::value).toList()));
        // another hub may have changed what this one stored a moment ago
        found.stream()
                .map(Kept::message)
                .filter(message -> message.editedAt() != null || message.deletedAt() != null)
                .forEach(message -> recent.forget(message.id()));
        return found;
    }

    @Override
    public List<Kept> recall(Collection<MessageId> ids) {
        List<Kept> found = new ArrayList<>();
        List<MessageId> others = new ArrayList<>();
        for (MessageId id : ids) {
            Message message = recent.message(id);
            if (message == null) {
                others.add(id);
            } else {
                found.add(Kept.of(message));
            }
        }
        if (!others.isEmpty()) {
            found.addAll(find(others));
        }
        return found;
    }

    @Override
    public List<Kept> search(Search search, int limit) {
        Optional<SearchQuery> query = SearchQuery.of(search, crypt);
        return query.isEmpty()
                ? List.of()
                : database.inTransaction(session -> read(session, query.get().ids(session, limit)));
    }

    @Override
    public List<Kept> feed(ChannelId channel, @Nullable MessageId before, int limit) {
        UUID from = before == null ? END : before.value();
        Object[] values = {channel.toString(), from, limit, channel.toString(), from, limit, limit};
        return database.inTransaction(session -> read(session, Query.ids(session, FEED, List.of(values))));
    }

    @Override
    public Optional<Attachment> attachment(MessageId message, UUID attachment) {
        return database.inTransaction(session -> session
                .createSelectionQuery("from AttachmentRow where id = :id and messageId = :message", AttachmentRow.class)
                .setParameter("id", attachment)
                .setParameter("message", message.value())
                .getResultList()
                .stream()
                .findFirst()
                .map(row -> row.read(crypt).orElseThrow(() -> new UnreadableException("attachment " + row.id))));
    }

    private List<Kept> read(StatelessSession session, List<UUID> ids) {
        List<MessageRow> rows = reader.rows(session, ids);
        Map<UUID, List<Kept.File>> files = files(session, ids);
        List<Kept> found = new ArrayList<>();
        for (MessageReader.Found one : reader.withoutFiles(session, rows).values()) {
            UUID id = one.message().id().value();
            found.add(new Kept(one.message(), files.getOrDefault(id, List.of()), !one.whole()));
        }
        found.sort(Comparator.comparing((Kept kept) -> kept.message().id()).reversed());
        return found;
    }

    private Map<UUID, List<Kept.File>> files(StatelessSession session, List<UUID> ids) {
        Map<UUID, List<Kept.File>> files = new HashMap<>();
        if (!ids.isEmpty()) {
            Query.each(session, FILES, List.of((Object) ids.toArray(UUID[]::new)), row -> {
                UUID id = row.getObject(1, UUID.class);
                String name = crypt.findText(id, AttachmentRow.NAME, row.getBytes(5));
                files.computeIfAbsent(row.getObject(2, UUID.class), unused -> new ArrayList<>())
                        .add(new Kept.File(id, name, row.getString(3), row.getInt(4)));
            });
        }
        return files;
    }
}
