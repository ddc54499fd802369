package dev.hubbub.intake;

/** A draft was not accepted; nothing of it was stored. The kind says why. */
public abstract sealed class IntakeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    IntakeException(String message) {
        super(message);
    }

    /** More is waiting than may wait; trying again later helps. */
    public static final class Overloaded extends IntakeException {
        private static final long serialVersionUID = 1L;

        public Overloaded() {
            super("the hub takes no more messages just now; try again in a moment");
        }
    }

    /** What it is meant for cannot take it now; trying again later helps. */
    public static final class Postponed extends IntakeException {
        private static final long serialVersionUID = 1L;

        public Postponed(String reason) {
            super(reason);
        }
    }

    /** The draft itself is not acceptable. */
    public static final class Refused extends IntakeException {
        private static final long serialVersionUID = 1L;

        private final String field;

        public Refused(String field, String reason) {
            super(reason);
            this.field = field;
        }

        /** Which part of the draft is at fault: {@code text}, {@code externalId} … */
        public String field() {
            return field;
        }
    }

    /** The same key came before with another content. */
    public static final class KeyReused extends IntakeException {
        private static final long serialVersionUID = 1L;

        public KeyReused() {
            super("this key was used before for another message");
        }
    }
}
