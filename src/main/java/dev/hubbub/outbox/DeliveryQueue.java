package dev.hubbub.outbox;

import dev.hubbub.message.ChannelId;
import dev.hubbub.message.Delivery;
import dev.hubbub.message.DeliveryId;
import dev.hubbub.message.DeliveryState;
import dev.hubbub.message.Message;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** The table of what is owed, as the outbox sees it. */
public interface DeliveryQueue {
    /**
     * Claims deliveries of one channel that are due and that nobody holds, oldest first (FOR UPDATE SKIP LOCKED): marks
     * them as this node's and counts the attempt, in one transaction.
     *
     * @param max how many at most
     * @param ordered whether one that is not due yet (or is held) keeps those behind it waiting
     * @return what was claimed, with its messages; empty if there is nothing to do
     */
    List<Owed> claim(ChannelId channel, int max, boolean ordered);

    /** Whether anything of the channel is still pending, due or not, held or not. */
    boolean hasPending(ChannelId channel);

    /**
     * Marks that attempts are about to touch the target, for channels whose target cannot tell a repeat. After a crash
     * such a delivery is uncertain instead of due.
     *
     * @return those that are marked and may be attempted; the others another node has taken, because this one seemed dead
     */
    Set<DeliveryId> begin(Collection<DeliveryId> deliveries);

    /** Writes how attempts ended, with a line of trace each, in one transaction. */
    void settle(List<Settlement> settlements);

    /** Gives back what was claimed and not attempted: due again, the attempt not counted. */
    void release(Collection<DeliveryId> deliveries);

    /**
     * A delivery with its message, claimed by this node.
     *
     * @param delivery its attempt is counted already
     */
    record Owed(Delivery delivery, Message message) {}

    /**
     * How one attempt ended.
     *
     * @param state what the delivery is now
     * @param dueAt when the next attempt is due, if still pending
     * @param startedAt when the attempt began
     * @param endedAt when it ended
     */
    record Settlement(
            Delivery delivery,
            Outcome outcome,
            DeliveryState state,
            Instant dueAt,
            Instant startedAt,
            Instant endedAt) {}
}
