package dev.hubbub.store;

import dev.hubbub.message.ChannelId;
import dev.hubbub.message.DeliveryId;
import dev.hubbub.message.MessageId;
import dev.hubbub.message.TraceEvent;
import dev.hubbub.store.crypt.Crypt;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code trace_event}, as it is read. */
@Entity
@Table(name = "trace_event")
class TraceRow {
    static final String DETAIL = "trace_event.detail";

    private static final Map<String, Object> LOST = Map.of("unreadable", true);

    @Id
    UUID id = Sql.NO_ID;

    long seq;
    String type = "";
    Instant at = Instant.EPOCH;

    @Column(name = "message_id")
    @Nullable
    UUID messageId;

    @Column(name = "delivery_id")
    @Nullable
    UUID deliveryId;

    @Nullable
    String channel;

    byte[] detail = {};

    /** The event; if its detail cannot be read, it says that instead. */
    TraceEvent toEvent(Crypt crypt) {
        return new TraceEvent(
                TraceEvent.Type.ofWireName(type),
                at,
                messageId == null ? null : new MessageId(messageId),
                deliveryId == null ? null : new DeliveryId(deliveryId),
                channel == null ? null : ChannelId.parse(channel),
                crypt.find(id, DETAIL, detail).map(Json::readMap).orElse(LOST));
    }
}
