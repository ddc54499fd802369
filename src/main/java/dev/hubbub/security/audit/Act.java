package dev.hubbub.security.audit;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One thing that somebody did to the hub, or tried to.
 *
 * @param at when
 * @param actor who: {@code user:ana}, {@code client:bell}, {@link #HUB}, or {@link #UNKNOWN}
 * @param address the network address it came from; empty for what the hub did itself
 * @param what a word or two, as {@code user.change}
 * @param target what it was done to, as {@code users/ana}; null where there is nothing to name
 * @param outcome how it ended
 * @param detail what there is to know besides; never a secret and never what somebody said
 */
public record Act(
        Instant at,
        String actor,
        String address,
        String what,
        @Nullable String target,
        Outcome outcome,
        Map<String, Object> detail) {
    /** The actor of what the hub does for itself. */
    public static final String HUB = "hub";

    /** The actor where nobody is proven. What they call themselves is not written down: it may be a mistyped password. */
    public static final String UNKNOWN = "unknown";

    /** How an act ended. */
    public enum Outcome {
        /** It was done. */
        DONE,
        /** The hub would not, and said why. */
        REFUSED,
        /** It went wrong in the hub; it may be done or not. */
        FAILED;

        /** The outcome as it is written: {@code done}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Act {
        detail = Map.copyOf(detail);
    }
}
