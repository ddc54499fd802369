package dev.hubbub.message;

/** What has become of a delivery. */
public enum DeliveryState {
    /** Owed: waiting for its first or its next attempt, or under way. */
    PENDING,
    /** The target took it. */
    SENT,
    /** Given up; an operator may send it again. */
    DEAD,
    /** An attempt was interrupted and the target cannot tell a repeat: it may have arrived or not. */
    UNCERTAIN,
    /** A receipt says it reached the recipient's device. */
    DELIVERED,
    /** A receipt says it was read. */
    READ,
    /** The network returned it after having taken it. */
    BOUNCED;

    /** Whether the hub has nothing left to do about it by itself. */
    public boolean isFinal() {
        return this != PENDING;
    }
}
