package dev.hubbub.intake;

/** The log cannot be written or read just now; trying again later can help. */
public final class LogUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LogUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
