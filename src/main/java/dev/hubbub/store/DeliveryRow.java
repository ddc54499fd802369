package dev.hubbub.store;

import dev.hubbub.message.Address;
import dev.hubbub.message.Change;
import dev.hubbub.message.ChannelId;
import dev.hubbub.message.Delivery;
import dev.hubbub.message.DeliveryId;
import dev.hubbub.message.DeliveryState;
import dev.hubbub.message.MessageId;
import dev.hubbub.message.Target;
import dev.hubbub.store.crypt.Crypt;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code delivery}. */
@Entity
@Table(name = "delivery")
class DeliveryRow {
    static final String BY_ID = """
            select id, message_id, channel, recipient, format, state, attempts, due_at, holder, begun_at, external_id,
                reason, updated_at, change
            from delivery where id = any (:ids)
            """;

    static final String REASON = "delivery.reason";

    @Id
    UUID id = Sql.NO_ID;

    @Column(name = "message_id")
    UUID messageId = Sql.NO_ID;

    String channel = "";

    @Nullable
    String recipient;

    @Nullable
    String format;

    String state = "";
    int attempts;

    @Column(name = "due_at")
    Instant dueAt = Instant.EPOCH;

    @Nullable
    UUID holder;

    @Column(name = "begun_at")
    @Nullable
    Instant begunAt;

    @Column(name = "external_id")
    @Nullable
    String externalId;

    byte @Nullable [] reason;

    @Column(name = "updated_at")
    Instant updatedAt = Instant.EPOCH;

    @Nullable
    String change;

    /** As it is written in the column. */
    static String write(Change.Kind change) {
        return change.name().toLowerCase(Locale.ROOT);
    }

    /** As it is written in the column. */
    static String write(DeliveryState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    Delivery toDelivery(Crypt crypt) {
        return new Delivery(
                new DeliveryId(id),
                new MessageId(messageId),
                new Target(ChannelId.parse(channel), recipient == null ? null : new Address(recipient), format),
                DeliveryState.valueOf(state.toUpperCase(Locale.ROOT)),
                attempts,
                dueAt,
                externalId,
                reason == null ? null : crypt.findText(id, REASON, reason),
                updatedAt,
                change == null ? null : Change.Kind.valueOf(change.toUpperCase(Locale.ROOT)));
    }
}
