package dev.hubbub.store;

import dev.hubbub.intake.MessageLog.Entry;
import dev.hubbub.intake.PlannedDelivery;
import dev.hubbub.message.Attachment;
import dev.hubbub.message.Draft;
import dev.hubbub.message.Message;
import dev.hubbub.message.MessageId;
import dev.hubbub.message.Tag;
import dev.hubbub.message.Target;
import dev.hubbub.store.crypt.Crypt;
import dev.hubbub.store.crypt.Words;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The statements that put messages and all that belongs to them into their tables: one in all for a few messages, one per
 * table for many.
 */
final class MessageInsert {
    private static final String MESSAGES = """
            insert into message (id, received_at, channel, sender, reply_to, sent_at, external_id, in_reply_to,
                priority, verified, hops, visited, assignees, actionable, actioned, content, terms, alias)
            select id, received_at, channel, sender, reply_to, sent_at, external_id, in_reply_to,
                priority, verified, hops, visited::text[], assignees::text[], actionable, actioned, content, terms::bigint[], alias
            from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                as u (id, received_at, channel, sender, reply_to, sent_at, external_id, in_reply_to,
                priority, verified, hops, visited, assignees, actionable, actioned, content, terms, alias)
            on conflict (channel, external_id) where external_id is not null do nothing
            returning id
            """;
    /** A few messages with all that belongs to them, in one round trip; what belongs to one that was there already stays out. */
    private static final String TOGETHER = "with m as (" + MESSAGES + """
            ), d as (
                insert into delivery
                    (id, message_id, channel, recipient, format, state, attempts, due_at, holder, updated_at)
                select * from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    as u (id, message_id, channel, recipient, format, state, attempts, due_at, holder, updated_at)
                where message_id in (select id from m)
            ), t as (
                insert into trace_event (id, type, at, message_id, delivery_id, channel, detail)
                select id, type, at, message_id, delivery_id, channel, detail
                from unnest(?, ?, ?, ?, ?, ?, ?)
                    with ordinality as u (id, type, at, message_id, delivery_id, channel, detail, n)
                where message_id in (select id from m)
                order by n
            )""";

    private static final String WITH_TAGS = """
            , g as (
                insert into message_tag (message_id, resource, record)
                select * from unnest(?, ?, ?) as u (message_id, resource, record)
                where message_id in (select id from m)
            )""";
    private static final String WITH_FILES = """
            , f as (
                insert into attachment (id, message_id, position, media_type, size, name, content)
                select * from unnest(?, ?, ?, ?, ?, ?, ?)
                    as u (id, message_id, position, media_type, size, name, content)
                where message_id in (select id from m)
            )""";
    private static final String INSERTED = " select id from m";
    private static final String MESSAGE_TABLE = """
            message (id, received_at, channel, sender, reply_to, sent_at, external_id, in_reply_to,
                priority, verified, hops, visited, assignees, actionable, actioned, content, terms, alias)
            """;
    private static final String TAGS =
            "insert into message_tag (message_id, resource, record) select * from unnest(?, ?, ?)";
    private static final String ATTACHMENTS = """
            insert into attachment (id, message_id, position, media_type, size, name, content)
            select * from unnest(?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String DELIVERIES = """
            insert into delivery (id, message_id, channel, recipient, format, state, attempts, due_at, holder, updated_at)
            select * from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String DELIVERY_TABLE =
            "delivery (id, message_id, channel, recipient, format, state, attempts, due_at, holder, updated_at)";

    private final Crypt crypt;
    private final UUID node;

    MessageInsert(Crypt crypt, UUID node) {
        this.crypt = crypt;
        this.node = node;
    }

    /**
     * A few messages on their way into the tables, with all that belongs to them.
     *
     * @param canRepeat whether one of them may be there already
     */
    record Few(Rows messages, Rows deliveries, Rows traces, Rows tags, Rows files, boolean canRepeat) {}

    /** Encrypts and hashes what the rows hold, before a connection is taken. */
    Few few(List<Entry> entries, Traces.Lines traces) {
        Rows messages = empty();
        boolean canRepeat = false;
        for (Entry entry : entries) {
            add(messages, entry.message(), entry.fingerprint());
            canRepeat |= entry.message().said().externalId() != null;
        }
        return new Few(messages, deliveries(entries), traces.rows(), tags(entries), attachments(entries), canRepeat);
    }

    /** Inserts a few messages and all that is theirs, by one statement; gives the ids of those that were not there yet. */
    static Set<UUID> insert(Connection connection, Few few) throws SQLException {
        String sql = TOGETHER
                + (few.tags().isEmpty() ? "" : WITH_TAGS)
                + (few.files().isEmpty() ? "" : WITH_FILES)
                + INSERTED;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int next = few.messages().bind(statement, 1);
            next = few.deliveries().bind(statement, next);
            next = few.traces().bind(statement, next);
            if (!few.tags().isEmpty()) {
                next = few.tags().bind(statement, next);
            }
            if (!few.files().isEmpty()) {
                int unused = few.files().bind(statement, next);
            }
            return ids(statement);
        }
    }

    /**
     * Many messages on their way into the table.
     *
     * @param fresh those that cannot be there, for they have no external id
     * @param freshIds their ids
     * @param perhaps those that may be
     */
    record MessageRows(Rows fresh, List<UUID> freshIds, Rows perhaps) {}

    /** Encrypts and hashes what the messages' rows hold, before a connection is taken. */
    MessageRows rows(Collection<Entry> entries) {
        Rows fresh = empty();
        Rows perhaps = empty();
        List<UUID> freshIds = new ArrayList<>();
        for (Entry entry : entries) {
            boolean isFresh = entry.message().said().externalId() == null;
            add(isFresh ? fresh : perhaps, entry.message(), entry.fingerprint());
            if (isFresh) {
                freshIds.add(entry.message().id().value());
            }
        }
        return new MessageRows(fresh, freshIds, perhaps);
    }

    private static Rows empty() {
        return new Rows(
                "uuid",
                "timestamptz",
                "text",
                "text",
                "text",
                "timestamptz",
                "text",
                "uuid",
                "text",
                "bool",
                "int4",
                "text[]",
                "text[]",
                "bool",
                "bool",
                "bytea",
                "int8[]",
                "text");
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
                said.sentAt(),
                said.externalId(),
                idOf(said.inReplyTo()),
                said.priority().name().toLowerCase(Locale.ROOT),
                said.verified(),
                said.hops(),
                said.visited(),
                message.assignees(),
                message.actionable(),
                message.actioned(),
                // the cell before the hashes: should the keys change in between, the row counts as one of the old key
                crypt.encrypt(id, Content.COLUMN, Json.write(Content.of(said, fingerprint))),
                crypt.hashes(Words.of(said.subject(), said.text(), said.senderName())),
                said.alias());
    }

    private static @Nullable UUID idOf(@Nullable MessageId id) {
        return id == null ? null : id.value();
    }

    /** Inserts messages and gives the ids of those that were not there yet, by channel and external id. */
    static Set<UUID> insert(Connection connection, MessageRows messages) throws SQLException {
        Set<UUID> inserted = new HashSet<>(messages.freshIds());
        if (!messages.fresh().isEmpty()) {
            messages.fresh().copy(connection, MESSAGE_TABLE);
        }
        if (messages.perhaps().isEmpty()) {
            return inserted;
        }
        try (PreparedStatement statement = connection.prepareStatement(MESSAGES)) {
            messages.perhaps().bind(statement);
            inserted.addAll(ids(statement));
            return inserted;
        }
    }

    private static Set<UUID> ids(PreparedStatement statement) throws SQLException {
        Set<UUID> ids = new HashSet<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                ids.add(row.getObject(1, UUID.class));
            }
        }
        return ids;
    }

    /** Inserts what belongs to messages that were. */
    void insertDependants(Connection connection, List<Entry> entries) throws SQLException {
        tags(entries).execute(connection, TAGS);
        attachments(entries).execute(connection, ATTACHMENTS);
        deliveries(entries).insert(connection, DELIVERIES, DELIVERY_TABLE);
    }

    private static Rows tags(List<Entry> entries) {
        Rows rows = new Rows("uuid", "text", "text");
        for (Entry entry : entries) {
            for (Tag tag : entry.message().tags()) {
                rows.add(entry.message().id().value(), tag.resource(), tag.record() == null ? "" : tag.record());
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
                        entry.message().id().value(),
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
        Rows rows =
                new Rows("uuid", "uuid", "text", "text", "text", "text", "int4", "timestamptz", "uuid", "timestamptz");
        for (Entry entry : entries) {
            UUID message = entry.message().id().value();
            Instant at = entry.message().receivedAt();
            for (PlannedDelivery planned : entry.deliveries()) {
                Target target = planned.target();
                rows.add(
                        planned.id().value(),
                        message,
                        target.channel(),
                        target.recipient(),
                        target.format(),
                        "pending",
                        planned.handedOver() ? 1 : 0,
                        at,
                        planned.handedOver() ? node : null,
                        at);
            }
        }
        return rows;
    }
}
