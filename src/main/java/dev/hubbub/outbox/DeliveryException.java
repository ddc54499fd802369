package dev.hubbub.outbox;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An attempt at a delivery failed; the kind says whether trying again can help. */
public abstract sealed class DeliveryException extends Exception {
    private static final long serialVersionUID = 1L;

    DeliveryException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Trying again can help. */
    public static final class Temporary extends DeliveryException {
        private static final long serialVersionUID = 1L;

        private final @Nullable Duration after;

        public Temporary(String message, @Nullable Throwable cause) {
            this(message, null, cause);
        }

        /** @param after how long the target asked to wait, or null */
        public Temporary(String message, @Nullable Duration after, @Nullable Throwable cause) {
            super(message, cause);
            this.after = after;
        }

        public @Nullable Duration after() {
            return after;
        }
    }

    /** Trying again cannot help: the target refused for good. */
    public static final class Permanent extends DeliveryException {
        private static final long serialVersionUID = 1L;

        public Permanent(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** It was interrupted, and the target may have taken it: only a target that can tell a repeat may be asked again. */
    public static final class Uncertain extends DeliveryException {
        private static final long serialVersionUID = 1L;

        public Uncertain(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
