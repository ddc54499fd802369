package dev.hubbub.security.audit;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where acts are kept: to be added to and read, never changed. */
public interface AuditLog {
    /** Adds an act; durable when this returns. */
    void add(Act act);

    /**
     * The newest acts that fit.
     *
     * @param before the entry after which the page begins, or null
     */
    List<Entry> list(Wanted wanted, @Nullable UUID before, int limit);

    /** Adds something that was done, now. */
    default void done(String actor, String address, String what, @Nullable String target, Map<String, Object> detail) {
        add(new Act(Instant.now(), actor, address, what, target, Act.Outcome.DONE, detail));
    }

    /** An act as kept. */
    record Entry(UUID id, Act act) {}

    /**
     * Which acts are wanted; null fits all.
     *
     * @param actor who did it
     * @param what the act; one that ends in {@code .*} fits all that begin so
     * @param target what it was done to
     * @param from at this time or later
     * @param to before this time
     */
    record Wanted(
            @Nullable String actor,
            @Nullable String what,
            @Nullable String target,
            Act.@Nullable Outcome outcome,
            @Nullable Instant from,
            @Nullable Instant to) {
        /** Everything. */
        public static final Wanted ALL = new Wanted(null, null, null, null, null, null);
    }
}
