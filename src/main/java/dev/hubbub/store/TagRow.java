package dev.hubbub.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.UUID;

/** A row of {@code message_tag}. */
@Entity
@Table(name = "message_tag")
@IdClass(TagRow.Key.class)
class TagRow {
    static final String BY_MESSAGE =
            "select message_id, resource, record from message_tag where message_id = any (:ids)";

    @Id
    @Column(name = "message_id")
    UUID messageId = Sql.NO_ID;

    @Id
    String resource = "";

    /** Empty: the resource as a whole. */
    @Id
    String record = "";

    /** All of it. */
    record Key(UUID messageId, String resource, String record) implements Serializable {}
}
