package dev.hubbub.intake;

import dev.hubbub.message.DeliveryId;
import dev.hubbub.message.Target;

/**
 * A delivery as intake plans it.
 *
 * @param id its name
 * @param target to whom
 * @param handedOver whether this node's outbox takes it from memory right after the commit: then it is stored as
 *     claimed by this node with its first attempt counted, else as due at once
 */
public record PlannedDelivery(DeliveryId id, Target target, boolean handedOver) {}
