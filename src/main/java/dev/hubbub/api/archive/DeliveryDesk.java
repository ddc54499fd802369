package dev.hubbub.api.archive;

import dev.hubbub.message.ChannelId;
import dev.hubbub.message.Delivery;
import dev.hubbub.message.DeliveryId;
import dev.hubbub.message.DeliveryState;
import dev.hubbub.message.MessageId;
import dev.hubbub.message.TraceEvent;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is owed and what became of it, as people read it. */
public interface DeliveryDesk {
    /** All deliveries of a message, oldest first. */
    List<Delivery> of(MessageId message);

    /** Deliveries, newest first; what is null does not matter. */
    List<Delivery> list(
            @Nullable DeliveryState state, @Nullable ChannelId channel, @Nullable DeliveryId before, int limit);

    /**
     * Makes a dead, uncertain or bounced delivery due again, its attempts counted from none, with a line of trace.
     *
     * @param by who wants it, for the trace
     * @return whether that was done and how the delivery is now; empty if there is none of that id
     */
    Optional<Redriven> redrive(DeliveryId id, String by);

    /** All that happened to a message, oldest first. */
    List<TraceEvent> trace(MessageId message);

    /**
     * An answer to {@link #redrive}.
     *
     * @param done false if the delivery's state does not allow it
     */
    record Redriven(boolean done, Delivery delivery) {}
}
