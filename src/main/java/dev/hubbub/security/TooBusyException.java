package dev.hubbub.security;

import java.time.Duration;

/** Not now: too many tries, or too much to do. Trying again later can help. */
public final class TooBusyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    public TooBusyException(String message, Duration retryAfter) {
        super(message, null, false, false);
        this.retryAfter = retryAfter;
    }

    /** How long to wait. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
