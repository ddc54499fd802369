package dev.hubbub.security;

/** A token that is not to be believed; the message says why, and never holds the token. */
public final class TokenException extends Exception {
    private static final long serialVersionUID = 1L;

    public TokenException(String message) {
        super(message, null, false, false);
    }
}
