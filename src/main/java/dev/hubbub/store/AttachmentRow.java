package dev.hubbub.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

/** A row of {@code attachment}; name and content are encrypted. */
@Entity
@Table(name = "attachment")
class AttachmentRow {
    static final String BY_MESSAGE = """
            select id, message_id, position, media_type, size, name, content
            from attachment where message_id = any (:ids) order by message_id, position
            """;
    static final String NAME = "attachment.name";
    static final String CONTENT = "attachment.content";

    @Id
    UUID id = Sql.NO_ID;

    @Column(name = "message_id")
    UUID messageId = Sql.NO_ID;

    int position;

    @Column(name = "media_type")
    String mediaType = "";

    int size;
    byte[] name = {};
    byte[] content = {};
}
