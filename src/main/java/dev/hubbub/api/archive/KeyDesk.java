package dev.hubbub.api.archive;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys that the database's cells are encrypted under, and the change from one to the next. */
public interface KeyDesk {
    /** How the keys stand. */
    Status status();

    /**
     * Begins a change to a new key, or goes on with one that waits for a decision; while one is under way, this changes
     * nothing.
     *
     * @param abandonUnreadable whether to let an old key go although cells that are said to be under it cannot be
     *     decrypted
     * @throws RefusedException if there can be none just now
     */
    Status rotate(boolean abandonUnreadable);

    /** How far a change is. */
    enum State {
        /** There is one key, and everything is encrypted under it. */
        IDLE,
        /** Rows are being encrypted anew. */
        MOVING,
        /** All rows are done; the old key is kept until nobody can still be writing with it. */
        SETTLING,
        /** All rows are done but some that cannot be decrypted: somebody must decide. */
        BLOCKED,
        /** Another hub's configuration has a newer key. */
        BEHIND
    }

    /**
     * The keys, and the last change of them.
     *
     * @param configured whether the keys are given by configuration, so that only that can change them
     * @param keys all that this hub has
     * @param done rows looked at so far, of about {@code total}
     * @param unreadable rows that cannot be decrypted
     */
    record Status(
            State state,
            boolean configured,
            List<Key> keys,
            long done,
            long total,
            long unreadable,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt) {
        public Status {
            keys = List.copyOf(keys);
        }
    }

    /**
     * One key.
     *
     * @param name eight digits of hex, as cells begin with
     * @param use {@code writes}, {@code reads} (cells may be encrypted under it) or {@code unused}
     * @param since when the first hub wrote with it
     */
    record Key(String name, String use, @Nullable Instant since) {}

    /** There can be no change just now. */
    final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public RefusedException(String why) {
            super(why);
        }
    }
}
