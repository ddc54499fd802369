package dev.hubbub.jobs;

import org.jspecify.annotations.Nullable;

/** The scheduler could not do what it was asked for: its database is away, or a schedule cannot be read. */
public final class JobsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public JobsException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
