package dev.hubbub.outbox;

import dev.hubbub.outbox.DeliveryQueue.Owed;

/** Carries a delivery to its target: the channel's route. */
@FunctionalInterface
public interface Sender {
    /**
     * Makes one attempt. Called from the lane's own threads, one call at a time per thread.
     *
     * @return how it ended; never throws for what the target did
     */
    Outcome send(Owed owed);
}
