package dev.hubbub.api.archive;

/** Something is there and cannot be decrypted: it was changed or moved in the database, or its key is gone. */
public final class UnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param what names it by its id */
    public UnreadableException(String what) {
        super(what + " cannot be decrypted");
    }
}
