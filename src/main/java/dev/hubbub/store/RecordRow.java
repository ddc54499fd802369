package dev.hubbub.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of {@code record}. */
@Entity
@Table(name = "record")
@IdClass(RecordRow.Key.class)
class RecordRow {
    @Id
    String resource = "";

    @Id
    String id = "";

    @Nullable
    String title;

    @Nullable
    String href;

    @Column(name = "updated_at")
    Instant updatedAt = Instant.EPOCH;

    /** All that names it. */
    record Key(String resource, String id) implements Serializable {}
}
