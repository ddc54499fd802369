package dev.hubbub.intake;

import org.jspecify.annotations.Nullable;

/** The log cannot be written or read just now; trying again later can help. */
public final class LogUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LogUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
