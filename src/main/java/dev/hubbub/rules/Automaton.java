package dev.hubbub.rules;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds all needles of a rule set in one pass over a text (Aho and Corasick, 1975), however many there are.
 *
 * <p>States are numbers; steps from one to the next lie in one open hash table of primitive arrays, so that tens of
 * thousands of phrases take a few megabytes and no objects are made while looking.
 */
final class Automaton {
    private static final long FREE = -1;
    private static final int[] NONE = {};

    private final Needle[] needles;
    private final int[] fail;
    /** The longest suffix of a state (itself first) at which needles end; 0 if there is none. */
    private final int[] report;

    private final int[][] endingAt;
    private final int[] firstAscii = new int[128];
    private long[] keys = new long[1 << 10];
    private int[] targets = new int[1 << 10];
    private int steps;

    Automaton(List<Needle> needles) {
        this.needles = needles.toArray(Needle[]::new);
        Arrays.fill(keys, FREE);
        Trie trie = new Trie();
        for (Needle needle : needles) {
            trie.add(needle);
        }
        this.endingAt = trie.endingAt();
        this.fail = new int[endingAt.length];
        this.report = new int[endingAt.length];
        for (char c = 0; c < 128; c++) {
            firstAscii[c] = lookUp(0, c);
        }
        for (int state : trie.byDepth()) {
            link(state, trie.parents.get(state), trie.letters.get(state));
        }
    }

    /** Sets the bit of each needle that occurs in the text. */
    void find(char[] text, int length, int subjectEnd, long[] found) {
        int state = 0;
        for (int i = 0; i < length; i++) {
            state = next(state, text[i]);
            for (int s = report[state]; s != 0; s = report[fail[s]]) {
                for (int id : endingAt[s]) {
                    if ((found[id >> 6] & (1L << id)) == 0 && needles[id].fits(text, length, subjectEnd, i + 1)) {
                        found[id >> 6] |= 1L << id;
                    }
                }
            }
        }
    }

    private int next(int from, char c) {
        int state = from;
        while (state != 0) {
            int next = lookUp(state, c);
            if (next != 0) {
                return next;
            }
            state = fail[state];
        }
        return c < 128 ? firstAscii[c] : lookUp(0, c);
    }

    private void link(int state, int parent, char c) {
        fail[state] = parent == 0 ? 0 : next(fail[parent], c);
        report[state] = endingAt[state].length > 0 ? state : report[fail[state]];
    }

    private int lookUp(int state, char c) {
        long key = key(state, c);
        int slot = slot(key);
        while (keys[slot] != key) {
            if (keys[slot] == FREE) {
                return 0;
            }
            slot = (slot + 1) & (keys.length - 1);
        }
        return targets[slot];
    }

    private void put(long key, int target) {
        if (++steps * 2 > keys.length) {
            grow();
        }
        place(key, target);
    }

    private void place(long key, int target) {
        int slot = slot(key);
        while (keys[slot] != FREE) {
            slot = (slot + 1) & (keys.length - 1);
        }
        keys[slot] = key;
        targets[slot] = target;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldTargets = targets;
        keys = new long[oldKeys.length * 2];
        targets = new int[keys.length];
        Arrays.fill(keys, FREE);
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != FREE) {
                place(oldKeys[i], oldTargets[i]);
            }
        }
    }

    private static long key(int state, char c) {
        return ((long) state << 16) | c;
    }

    private int slot(long key) {
        long mixed = key * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 40) & (keys.length - 1);
    }

    /** The needles as a tree of letters, while it grows. */
    private final class Trie {
        private final List<Integer> parents = new ArrayList<>(List.of(0));
        private final List<Character> letters = new ArrayList<>(List.of('\0'));
        private final List<Integer> depths = new ArrayList<>(List.of(0));
        private final List<List<Integer>> ending = new ArrayList<>(List.of(List.of()));

        void add(Needle needle) {
            String text = needle.phrase().folded();
            int state = 0;
            for (int i = 0; i < text.length(); i++) {
                int next = lookUp(state, text.charAt(i));
                state = next != 0 ? next : grow(state, text.charAt(i));
            }
            if (ending.get(state).isEmpty()) {
                ending.set(state, new ArrayList<>(1));
            }
            ending.get(state).add(needle.id());
        }

        private int grow(int state, char c) {
            int next = parents.size();
            parents.add(state);
            letters.add(c);
            depths.add(depths.get(state) + 1);
            ending.add(List.of());
            put(key(state, c), next);
            return next;
        }

        int[][] endingAt() {
            return ending.stream()
                    .map(ids -> ids.isEmpty()
                            ? NONE
                            : ids.stream().mapToInt(Integer::intValue).toArray())
                    .toArray(int[][]::new);
        }

        /** All states but the first, those with short ways to them first. */
        List<Integer> byDepth() {
            List<Integer> states = new ArrayList<>();
            for (int state = 1; state < parents.size(); state++) {
                states.add(state);
            }
            states.sort((a, b) -> Integer.compare(depths.get(a), depths.get(b)));
            return states;
        }
    }
}
