package dev.hubbub.store;

import dev.hubbub.intake.MessageLog.Entry;
import dev.hubbub.intake.PlannedDelivery;
import dev.hubbub.message.Attachment;
import dev.hubbub.message.Draft;
import dev.hubbub.message.Message;
import dev.hubbub.message.Tag;
import dev.hubbub.message.Target;
import dev.hubbub.store.crypt.Crypt;
import dev.hubbub.store.crypt.Words;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The statements that put messages and all that belongs to them into their tables: one per table, however many
 * messages.
 */
final class MessageInsert {
    private static final String MESSAGES = """
            insert into message (id, received_at, channel, sender, reply_to, sent_at, external_id, fingerprint, in_reply_to,
                priority, verified, hops, visited, assignees, actionable, actioned, content, terms)
            select id, received_at, channel, sender, reply_to, sent_at, external_id, fingerprint, in_reply_to,
                priority, verified, hops, visited::text[], assignees::text[], actionable, actioned, content, terms::bigint[]
            from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                as u (id, received_at, channel, sender, reply_to, sent_at, external_id, fingerprint, in_reply_to,
                priority, verified, hops, visited, assignees, actionable, actioned, content, terms)
            on conflict (channel, external_id) where external_id is not null do nothing
            returning id
            """;
    private static final String TAGS =
            "insert into message_tag (message_id, resource, record) select * from unnest(?, ?, ?)";
    private static final String ATTACHMENTS = """
            insert into attachment (id, message_id, position, media_type, size, name, content)
            select * from unnest(?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String DELIVERIES = """
            insert into delivery (id, message_id, channel, recipient, format, state, attempts, due_at, holder, updated_at)
            select id, message_id, channel, recipient, format, 'pending', attempts, at, holder, at
            from unnest(?, ?, ?, ?, ?, ?, ?, ?) as u (id, message_id, channel, recipient, format, attempts, holder, at)
            """;

    private final Crypt crypt;
    private final UUID node;

    MessageInsert(Crypt crypt, UUID node) {
        this.crypt = crypt;
        this.node = node;
    }

    /** Encrypts and hashes what the messages' rows hold, before a connection is taken. */
    Rows rows(Collection<Entry> entries) {
        Rows rows = new Rows(
                "uuid",
                "timestamptz",
                "text",
                "text",
                "text",
                "timestamptz",
                "text",
                "text",
                "uuid",
                "text",
                "bool",
                "int4",
                "text",
                "text",
                "bool",
                "bool",
                "bytea",
                "text");
        for (Entry entry : entries) {
            add(rows, entry.message(), entry.fingerprint());
        }
        return rows;
    }

    private void add(Rows rows, Message message, @Nullable String fingerprint) {
        Draft said = message.said();
        UUID id = message.id().value();
        rows.add(
                id,
                message.receivedAt(),
                said.channel(),
                said.sender(),
                said.replyTo(),
                Sql.text(said.sentAt()),
                said.externalId(),
                fingerprint,
                said.inReplyTo(),
                said.priority().name().toLowerCase(Locale.ROOT),
                said.verified(),
                said.hops(),
                Sql.array(said.visited()),
                Sql.array(message.assignees()),
                message.actionable(),
                message.actioned(),
                crypt.encrypt(id, Content.COLUMN, Json.write(Content.of(said))),
                Sql.array(crypt.hashes(Words.of(said.subject(), said.text(), said.senderName()))));
    }

    /** Inserts messages and gives the ids of those that were not there yet, by channel and external id. */
    static Set<UUID> insert(Connection connection, Rows messages) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(MESSAGES)) {
            messages.bind(statement);
            Set<UUID> inserted = new HashSet<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    inserted.add(row.getObject(1, UUID.class));
                }
            }
            return inserted;
        }
    }

    /** Inserts what belongs to messages that were. */
    void insertDependants(Connection connection, List<Entry> entries) throws SQLException {
        tags(entries).execute(connection, TAGS);
        attachments(entries).execute(connection, ATTACHMENTS);
        deliveries(entries).execute(connection, DELIVERIES);
    }

    private static Rows tags(List<Entry> entries) {
        Rows rows = new Rows("uuid", "text", "text");
        for (Entry entry : entries) {
            for (Tag tag : entry.message().tags()) {
                rows.add(entry.message().id(), tag.resource(), tag.record() == null ? "" : tag.record());
            }
        }
        return rows;
    }

    private Rows attachments(List<Entry> entries) {
        Rows rows = new Rows("uuid", "uuid", "int4", "text", "int4", "bytea", "bytea");
        for (Entry entry : entries) {
            int position = 0;
            for (Attachment file : entry.message().attachments()) {
                rows.add(
                        file.id(),
                        entry.message().id(),
                        position++,
                        file.mediaType(),
                        file.size(),
                        crypt.encrypt(file.id(), AttachmentRow.NAME, file.name()),
                        crypt.encrypt(file.id(), AttachmentRow.CONTENT, file.content()));
            }
        }
        return rows;
    }

    private Rows deliveries(List<Entry> entries) {
        Rows rows = new Rows("uuid", "uuid", "text", "text", "text", "int4", "uuid", "timestamptz");
        for (Entry entry : entries) {
            for (PlannedDelivery planned : entry.deliveries()) {
                Target target = planned.target();
                rows.add(
                        planned.id(),
                        entry.message().id(),
                        target.channel(),
                        target.recipient(),
                        target.format(),
                        planned.handedOver() ? 1 : 0,
                        planned.handedOver() ? node : null,
                        entry.message().receivedAt());
            }
        }
        return rows;
    }
}
