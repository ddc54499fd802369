package dev.hubbub.store;

import dev.hubbub.message.Address;
import dev.hubbub.message.Attachment;
import dev.hubbub.message.ChannelId;
import dev.hubbub.message.Draft;
import dev.hubbub.message.Message;
import dev.hubbub.message.MessageId;
import dev.hubbub.message.Priority;
import dev.hubbub.message.Tag;
import dev.hubbub.store.crypt.Crypt;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/**
 * Makes messages of rows: three statements, however many messages. Of one that cannot be decrypted there is what is in
 * clear; it keeps no other from being read.
 */
final class MessageReader {
    private final Crypt crypt;

    /**
     * A message as it was found.
     *
     * @param whole false if it, or a part of it that was asked for, cannot be decrypted
     * @param fingerprint of what the caller sent, if under a key of its own
     */
    record Found(Message message, boolean whole, @Nullable String fingerprint) {}

    private record Files(List<Attachment> readable, boolean whole) {}

    MessageReader(Crypt crypt) {
        this.crypt = crypt;
    }

    /** Messages by id, their files named only. Ids that are not in the log are left out. */
    Map<MessageId, Found> withFiles(StatelessSession session, Collection<UUID> ids) {
        List<MessageRow> rows = rows(session, ids);
        return messages(session, rows, attachments(session, rows));
    }

    /** Messages of those rows, in their order, without attachments. */
    Map<MessageId, Found> withoutFiles(StatelessSession session, List<MessageRow> rows) {
        return messages(session, rows, Map.of());
    }

    List<MessageRow> rows(StatelessSession session, Collection<UUID> ids) {
        return Query.entities(session, MessageRow.BY_ID, MessageRow.class, ids);
    }

    private Map<MessageId, Found> messages(
            StatelessSession session, List<MessageRow> rows, Map<UUID, List<AttachmentRow>> attachments) {
        Map<UUID, Set<Tag>> tags = tags(session, rows);
        Map<MessageId, Found> messages = new LinkedHashMap<>();
        for (MessageRow row : rows) {
            Found found = message(
                    row, tags.getOrDefault(row.id, Set.of()), files(attachments.getOrDefault(row.id, List.of())));
            messages.put(found.message().id(), found);
        }
        return messages;
    }

    private Found message(MessageRow row, Set<Tag> tags, Files files) {
        Optional<Content> readable =
                crypt.find(row.id, Content.COLUMN, row.content).map(plain -> Json.read(plain, Content.class));
        Content content = readable.orElse(Content.LOST);
        Draft said = content.addTo(Draft.builder(ChannelId.parse(row.channel), new Address(row.sender), ""))
                .replyTo(row.replyTo == null ? null : new Address(row.replyTo))
                .attachments(files.readable())
                .tags(tags)
                .sentAt(row.sentAt)
                .externalId(row.externalId)
                .alias(row.alias)
                .inReplyTo(row.inReplyTo == null ? null : new MessageId(row.inReplyTo))
                .priority(Priority.valueOf(row.priority.toUpperCase(Locale.ROOT)))
                .verified(row.verified)
                .hops(row.hops)
                .visited(Arrays.stream(row.visited).map(ChannelId::parse).collect(Collectors.toSet()))
                .build();
        Set<Address> assignees = Arrays.stream(row.assignees).map(Address::new).collect(Collectors.toSet());
        return new Found(
                new Message(
                        new MessageId(row.id),
                        row.receivedAt,
                        said,
                        assignees,
                        row.actionable,
                        row.actioned,
                        row.editedAt,
                        row.deletedAt),
                readable.isPresent() && files.whole(),
                content.fingerprint());
    }

    private static Map<UUID, Set<Tag>> tags(StatelessSession session, List<MessageRow> rows) {
        return Query.entities(session, TagRow.BY_MESSAGE, TagRow.class, ids(rows)).stream()
                .collect(Collectors.groupingBy(
                        tag -> tag.messageId,
                        Collectors.mapping(
                                tag -> new Tag(tag.resource, tag.record.isEmpty() ? null : tag.record),
                                Collectors.toSet())));
    }

    private static Map<UUID, List<AttachmentRow>> attachments(StatelessSession session, List<MessageRow> rows) {
        return Query.entities(session, AttachmentRow.BY_MESSAGE, AttachmentRow.class, ids(rows)).stream()
                .collect(Collectors.groupingBy(row -> row.messageId));
    }

    private Files files(List<AttachmentRow> rows) {
        List<Attachment> readable = new ArrayList<>();
        for (AttachmentRow row : rows) {
            row.readNamed(crypt).ifPresent(readable::add);
        }
        return new Files(readable, readable.size() == rows.size());
    }

    private static List<UUID> ids(List<MessageRow> rows) {
        return rows.stream().map(row -> row.id).toList();
    }
}
