package dev.hubbub.store;

import dev.hubbub.message.Attachment;
import dev.hubbub.store.crypt.Crypt;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/** A row of {@code attachment}; name and content are encrypted. */
@Entity
@Table(name = "attachment")
class AttachmentRow {
    /** Without their bytes. */
    static final String BY_MESSAGE = """
            select id, message_id, position, media_type, size, name, ''::bytea as content
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

    /** The attachment, if both its cells can be decrypted. */
    Optional<Attachment> read(Crypt crypt) {
        return crypt.find(id, NAME, name)
                .flatMap(plain -> crypt.find(id, CONTENT, content)
                        .map(bytes -> new Attachment(id, new String(plain, StandardCharsets.UTF_8), mediaType, bytes)));
    }

    /** The attachment without its bytes, if its name can be decrypted. */
    Optional<Attachment> readNamed(Crypt crypt) {
        return crypt.find(id, NAME, name)
                .map(plain -> Attachment.named(id, new String(plain, StandardCharsets.UTF_8), mediaType, size));
    }
}
