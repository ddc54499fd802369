package dev.hubbub.routes;

import org.jspecify.annotations.Nullable;

/** Why a route file cannot run: one sentence, and the line if it is known. */
final class RouteProblem extends Exception {

    /** What could mend it. */
    enum Kind {
        /** Only a change of the file. */
        TEXT,
        /** A key that is not set, or a change of the file. */
        KEY,
        /** Another file giving up a route id. */
        TAKEN,
        /** Perhaps time: something outside did not answer. */
        START
    }

    private final Kind kind;
    private final @Nullable Integer line;
    private final String reason;

    RouteProblem(Kind kind, @Nullable Integer line, String reason) {
        super(reason);
        this.kind = kind;
        this.line = line;
        this.reason = reason;
    }

    static RouteProblem text(@Nullable Integer line, String reason) {
        return new RouteProblem(Kind.TEXT, line, reason);
    }

    Kind kind() {
        return kind;
    }

    @Nullable
    Integer line() {
        return line;
    }

    String reason() {
        return reason;
    }
}
