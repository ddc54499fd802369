package dev.hubbub.rules;

import java.util.List;

/**
 * When a message is such, then this becomes of it.
 *
 * @param name what people call it, at most 200 characters
 * @param origin where it was written
 * @param when what must hold
 * @param then what follows, in this order
 * @param enabled whether it counts; one that does not is kept and shown
 */
public record Rule(String name, Origin origin, Condition.All when, List<Action> then, boolean enabled) {
    public Rule {
        then = List.copyOf(then);
    }

    /** Where a rule was written. */
    public sealed interface Origin {
        /**
         * In a file of {@code config/rules}.
         *
         * @param name the file's name
         * @param line where the rule begins, counted from 1
         */
        record File(String name, int line) implements Origin {
            @Override
            public String toString() {
                return name + ":" + line;
            }
        }

        /**
         * In the hub's own page or API.
         *
         * @param id the rule's id
         */
        record Made(String id) implements Origin {
            @Override
            public String toString() {
                return "rule " + id;
            }
        }
    }
}
