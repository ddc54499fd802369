package dev.hubbub.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code message}, as it is read; {@link MessageReader} makes a message of it. Its words' hashes are never
 * read.
 */
@Entity
@Table(name = "message")
class MessageRow {
    static final String BY_ID = """
            select id, received_at, channel, sender, reply_to, sent_at, external_id, in_reply_to, priority,
                verified, hops, visited, assignees, actionable, actioned, content, alias, edited_at, deleted_at
            from message where id = any (:ids)
            """;

    @Id
    UUID id = Sql.NO_ID;

    @Column(name = "received_at")
    Instant receivedAt = Instant.EPOCH;

    String channel = "";
    String sender = "";

    @Column(name = "reply_to")
    @Nullable
    String replyTo;

    @Column(name = "sent_at")
    @Nullable
    Instant sentAt;

    @Column(name = "external_id")
    @Nullable
    String externalId;

    @Column(name = "in_reply_to")
    @Nullable
    UUID inReplyTo;

    String priority = "";
    boolean verified;
    int hops;
    String[] visited = {};
    String[] assignees = {};
    boolean actionable;
    boolean actioned;
    byte[] content = {};

    @Nullable
    String alias;

    @Column(name = "edited_at")
    @Nullable
    Instant editedAt;

    @Column(name = "deleted_at")
    @Nullable
    Instant deletedAt;
}
