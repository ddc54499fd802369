package dev.hubbub.channel.xmpp;

/** A message was refused for good; its message says why, in words for the sender. */
final class NotTakenException extends Exception {
    private static final long serialVersionUID = 1L;

    NotTakenException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
