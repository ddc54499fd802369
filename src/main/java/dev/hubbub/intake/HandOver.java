package dev.hubbub.intake;

import dev.hubbub.message.ChannelId;
import dev.hubbub.message.Message;
import java.time.Instant;

/** The outbox as intake sees it: deliveries go over in memory once they are committed. */
public interface HandOver {
    /**
     * Asks for room on a channel's lane, before the commit. Each call is followed by exactly one of {@link #committed}
     * and {@link #cancelled}.
     *
     * @return whether the lane takes the delivery from memory; if not, it finds it in the table
     */
    boolean reserve(ChannelId channel);

    /** The delivery is in the table now. */
    void committed(Message message, PlannedDelivery delivery, Instant at);

    /** There is something for a channel in the table that was not reserved. */
    void wake(ChannelId channel);

    /** Nothing came of it. */
    void cancelled(PlannedDelivery delivery);
}
