package dev.hubbub.cli;

/** A command could not do what it was asked; the message is for people. */
final class CliException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;
    private final int status;

    CliException(int exitCode, String message) {
        this(exitCode, message, 0);
    }

    /** @param status the HTTP status of the hub's refusal; 0 if it was not the hub that refused */
    CliException(int exitCode, String message, int status) {
        super(message);
        this.exitCode = exitCode;
        this.status = status;
    }

    /** Whether the hub does not have, or does not show, what was asked for. */
    boolean isNotFound() {
        return status == 404;
    }

    int exitCode() {
        return exitCode;
    }
}
