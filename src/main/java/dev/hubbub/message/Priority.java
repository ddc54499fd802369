package dev.hubbub.message;

/** How much a message presses; the order is the order of pressing. */
public enum Priority {
    LOW,
    NORMAL,
    HIGH,
    URGENT
}
