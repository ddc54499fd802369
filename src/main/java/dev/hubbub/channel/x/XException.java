package dev.hubbub.channel.x;

import dev.hubbub.outbox.DeliveryException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** X did not do what it was asked. */
final class XException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What that means. */
    enum Kind {
        /** There was no connection: nothing was asked. */
        UNREACHED,
        /** More was asked than X allows; it says from when on it may be asked again. */
        LIMITED,
        /** X has too much to do. */
        BUSY,
        /** X does not take what the hub shows as its own: whoever runs the hub can mend it. */
        LOGIN,
        /** X says no, and will say so again. */
        REFUSED,
        /** There was no answer, or none that tells whether it was done. */
        INTERRUPTED
    }

    private final Kind kind;
    private final @Nullable Duration after;

    XException(Kind kind, String message) {
        this(kind, message, null, null);
    }

    XException(Kind kind, String message, @Nullable Throwable cause) {
        this(kind, message, null, cause);
    }

    /** @param after how long X asks to wait */
    XException(Kind kind, String message, @Nullable Duration after, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.after = after;
    }

    Kind kind() {
        return kind;
    }

    @Nullable
    Duration after() {
        return after;
    }

    /** What it means for a delivery: X has no way to tell a repeat. */
    DeliveryException ofDelivery() {
        String message = String.valueOf(getMessage());
        return switch (kind) {
            case UNREACHED, LIMITED, BUSY, LOGIN -> new DeliveryException.Temporary(message, after, this);
            case REFUSED -> new DeliveryException.Permanent(message, this);
            case INTERRUPTED -> new DeliveryException.Uncertain(message, this);
        };
    }
}
