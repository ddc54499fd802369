package dev.hubbub.bench;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the plain Camel reference stores. */
@Entity
@Table(name = "reference_message")
public class ReferenceMessage {
    /** Made before it is stored. */
    @Id
    public @Nullable UUID id;

    /** As it came. */
    @Column(columnDefinition = "text")
    public @Nullable String body;
}
