package dev.hubbub.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All phrases a rule set looks for, each once. */
final class Needles {
    /** Up to so many are looked for one by one: that is faster than the automaton. */
    static final int FEW = 24;

    private final Map<Key, Needle> known = new HashMap<>();
    private final List<Needle> all = new ArrayList<>();
    private @Nullable Automaton automaton;

    private record Key(String folded, boolean openStart, boolean openEnd, Condition.In in) {}

    Needle of(Phrase phrase, Condition.In in) {
        return known.computeIfAbsent(new Key(phrase.folded(), phrase.openStart(), phrase.openEnd(), in), key -> {
            Needle needle = new Needle(all.size(), phrase, in);
            all.add(needle);
            return needle;
        });
    }

    /** Whether all together are looked for by an automaton: there are more than a few, and not too many for it. */
    boolean areMany(int few) {
        return all.size() > few
                && all.stream()
                                .mapToLong(needle -> needle.phrase().folded().length())
                                .sum()
                        < LetterTree.MOST - 1;
    }

    /** Builds the automaton if there is enough to look for; after this nothing is added. */
    void seal(int few) {
        if (areMany(few)) {
            automaton = new Automaton(all);
        }
        known.clear();
    }

    int size() {
        return all.size();
    }

    /** Null where needles are looked for one by one. */
    @Nullable
    Automaton automaton() {
        return automaton;
    }
}
