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
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.StatelessSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes messages of rows: three statements, however many messages. One that cannot be decrypted is left out, and
 * logged.
 */
final class MessageReader {
    private static final Logger log = LoggerFactory.getLogger(MessageReader.class);

    private final Crypt crypt;

    MessageReader(Crypt crypt) {
        this.crypt = crypt;
    }

    /** Whole messages by id, with the content of their attachments. Ids that are not in the log are left out. */
    Map<MessageId, Message> whole(StatelessSession session, Collection<UUID> ids) {
        List<MessageRow> rows = rows(session, ids);
        return messages(session, rows, attachments(session, rows));
    }

    /** Messages of those rows, in their order, without attachments. */
    Map<MessageId, Message> withoutAttachments(StatelessSession session, List<MessageRow> rows) {
        return messages(session, rows, Map.of());
    }

    List<MessageRow> rows(StatelessSession session, Collection<UUID> ids) {
        return Query.entities(session, MessageRow.BY_ID, MessageRow.class, ids);
    }

    private Map<MessageId, Message> messages(
            StatelessSession session, List<MessageRow> rows, Map<UUID, List<Attachment>> attachments) {
        Map<UUID, Set<Tag>> tags = tags(session, rows);
        Map<MessageId, Message> messages = new LinkedHashMap<>();
        for (MessageRow row : rows) {
            try {
                Message message =
                        message(row, tags.getOrDefault(row.id, Set.of()), attachments.getOrDefault(row.id, List.of()));
                messages.put(message.id(), message);
            } catch (Crypt.UnreadableException e) {
                log.error("Message {} is unreadable and left out", row.id, e);
            }
        }
        return messages;
    }

    private Message message(MessageRow row, Set<Tag> tags, List<Attachment> attachments) {
        Content content = Json.read(crypt.decrypt(row.id, Content.COLUMN, row.content), Content.class);
        Draft said = content.addTo(Draft.builder(ChannelId.parse(row.channel), new Address(row.sender), ""))
                .replyTo(row.replyTo == null ? null : new Address(row.replyTo))
                .attachments(attachments)
                .tags(tags)
                .sentAt(row.sentAt)
                .externalId(row.externalId)
                .inReplyTo(row.inReplyTo == null ? null : new MessageId(row.inReplyTo))
                .priority(Priority.valueOf(row.priority.toUpperCase(Locale.ROOT)))
                .verified(row.verified)
                .hops(row.hops)
                .visited(Arrays.stream(row.visited).map(ChannelId::parse).collect(Collectors.toSet()))
                .build();
        Set<Address> assignees = Arrays.stream(row.assignees).map(Address::new).collect(Collectors.toSet());
        return new Message(new MessageId(row.id), row.receivedAt, said, assignees, row.actionable, row.actioned);
    }

    private static Map<UUID, Set<Tag>> tags(StatelessSession session, List<MessageRow> rows) {
        return Query.entities(session, TagRow.BY_MESSAGE, TagRow.class, ids(rows)).stream()
                .collect(Collectors.groupingBy(
                        tag -> tag.messageId,
                        Collectors.mapping(
                                tag -> new Tag(tag.resource, tag.record.isEmpty() ? null : tag.record),
                                Collectors.toSet())));
    }

    private Map<UUID, List<Attachment>> attachments(StatelessSession session, List<MessageRow> rows) {
        Map<UUID, List<Attachment>> all = new LinkedHashMap<>();
        Query.entities(session, AttachmentRow.BY_MESSAGE, AttachmentRow.class, ids(rows))
                .forEach(row -> addTo(all, row));
        return all;
    }

    private void addTo(Map<UUID, List<Attachment>> all, AttachmentRow row) {
        try {
            all.computeIfAbsent(row.messageId, id -> new ArrayList<>()).add(attachment(row));
        } catch (Crypt.UnreadableException e) {
            log.error("Attachment {} is unreadable and left out", row.id, e);
        }
    }

    private Attachment attachment(AttachmentRow row) {
        return new Attachment(
                row.id,
                crypt.decryptText(row.id, AttachmentRow.NAME, row.name),
                row.mediaType,
                crypt.decrypt(row.id, AttachmentRow.CONTENT, row.content));
    }

    private static List<UUID> ids(List<MessageRow> rows) {
        return rows.stream().map(row -> row.id).toList();
    }
}
