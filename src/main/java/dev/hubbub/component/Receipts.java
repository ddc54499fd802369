package dev.hubbub.component;

import dev.hubbub.message.ChannelId;
import dev.hubbub.message.DeliveryState;
import java.util.List;

/** Takes in what networks tell of what was sent. */
@FunctionalInterface
public interface Receipts {
    /**
     * Records a receipt.
     *
     * @param externalIds the network's id of what was sent, in each form that it may have been told in; the first known counts
     * @param state {@code DELIVERED}, {@code READ} or {@code BOUNCED}
     * @return whether there is such a delivery
     */
    boolean receipt(ChannelId channel, List<String> externalIds, DeliveryState state);
}
