package dev.hubbub.message;

/**
 * What a draft is if it is no message of its own: something about an earlier one.
 *
 * @param kind what is to become of the earlier message
 * @param of its name: as the network calls it, or the hub's own id
 * @param byRight whether somebody has seen to it that this may be done. If not, it counts only from the sender of the
 *     earlier message, and is an ordinary message else
 */
public record Change(Kind kind, String of, boolean byRight) {
    /** What is done to a message. */
    public enum Kind {
        /** It now says what the draft says. */
        CORRECTION,
        /** It says nothing any more. */
        DELETION
    }
}
