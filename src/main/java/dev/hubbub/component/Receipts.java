package dev.hubbub.component;

import dev.hubbub.message.ChannelId;
import dev.hubbub.message.DeliveryState;

/** Takes in what networks tell of what was sent. */
@FunctionalInterface
public interface Receipts {
    /**
     * Records a receipt.
     *
     * @param externalId the network's id of what was sent
     * @param state {@code DELIVERED}, {@code READ} or {@code BOUNCED}
     * @return whether there is such a delivery
     */
    boolean receipt(ChannelId channel, String externalId, DeliveryState state);
}
