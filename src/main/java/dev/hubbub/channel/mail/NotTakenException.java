package dev.hubbub.channel.mail;

import org.jspecify.annotations.Nullable;

/** A mail can never be taken; its message says why, in words for its sender. */
final class NotTakenException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String code;

    /** @param code an enhanced status code (RFC 3463): {@code 5.6.0} */
    NotTakenException(String code, String reason, @Nullable Throwable cause) {
        super(reason, cause);
        this.code = code;
    }

    String code() {
        return code;
    }
}
