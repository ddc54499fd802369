package dev.hubbub.form;

/** It is no form that can be taken; the message says why, and quotes nothing of it. */
public final class BadFormException extends Exception {
    private static final long serialVersionUID = 1L;

    public BadFormException(String reason) {
        super(reason);
    }
}
