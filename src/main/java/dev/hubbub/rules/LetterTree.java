package dev.hubbub.rules;

import java.util.Arrays;

/**
 * Phrases as a tree of letters. Its nodes are numbers, 0 is the root; steps from one to the next lie in one open hash
 * table, each in one number (node, letter, next node), so that tens of thousands of phrases take a megabyte or two and a
 * step touches memory once.
 */
final class LetterTree {
    /** Nodes at most, so that a step fits into one number. */
    static final int MOST = 1 << 24;

    private static final long FREE = -1;
    private static final int NODE_BITS = 24;
    private static final long NODE = MOST - 1;
    private static final int[] NONE = {};

    private final int[] rootSteps = new int[128];
    private long[] steps = new long[1 << 8];
    private int[] parents = new int[1 << 8];
    private char[] letters = new char[1 << 8];
    private int[][] ending = new int[1 << 8][];
    private int nodes = 1;

    LetterTree() {
        Arrays.fill(steps, FREE);
        ending[0] = NONE;
    }

    /** Nodes, the root included. */
    int size() {
        return nodes;
    }

    /** Adds the letters of a needle. */
    void add(Needle needle) {
        String text = needle.phrase().folded();
        int node = 0;
        for (int i = 0; i < text.length(); i++) {
            int next = step(node, text.charAt(i));
            node = next != 0 ? next : grow(node, text.charAt(i));
        }
        int[] more = Arrays.copyOf(ending[node], ending[node].length + 1);
        more[more.length - 1] = needle.id();
        ending[node] = more;
    }

    /** The numbers of the needles that end at a node. */
    int[] endingAt(int node) {
        return ending[node];
    }

    /** The node a letter leads to; 0 if there is none. */
    int step(int node, char letter) {
        if (node == 0 && letter < 128) {
            return rootSteps[letter];
        }
        long key = key(node, letter);
        int slot = slot(key);
        while (true) {
            long step = steps[slot];
            if (step >>> NODE_BITS == key) {
                return (int) (step & NODE);
            }
            if (step == FREE) {
                return 0;
            }
            slot = (slot + 1) & (steps.length - 1);
        }
    }

    int parent(int node) {
        return parents[node];
    }

    /** The letter that leads to a node from its parent. */
    char letter(int node) {
        return letters[node];
    }

    /** All nodes but the root, those with short ways to them first. */
    int[] byDepth() {
        int[] depths = new int[nodes];
        int[] counts = new int[Phrase.LONGEST + 2];
        for (int node = 1; node < nodes; node++) {
            depths[node] = depths[parents[node]] + 1;
            counts[depths[node] + 1]++;
        }
        for (int depth = 1; depth < counts.length; depth++) {
            counts[depth] += counts[depth - 1];
        }
        int[] ordered = new int[nodes - 1];
        for (int node = 1; node < nodes; node++) {
            ordered[counts[depths[node]]++] = node;
        }
        return ordered;
    }

    private int grow(int node, char letter) {
        if (nodes == parents.length) {
            parents = Arrays.copyOf(parents, nodes * 2);
            letters = Arrays.copyOf(letters, nodes * 2);
            ending = Arrays.copyOf(ending, nodes * 2);
        }
        int next = nodes++;
        parents[next] = node;
        letters[next] = letter;
        ending[next] = NONE;
        if (node == 0 && letter < 128) {
            rootSteps[letter] = next;
        }
        if (nodes * 2 > steps.length) {
            rehash();
        }
        place(key(node, letter) << NODE_BITS | next);
        return next;
    }

    private void rehash() {
        long[] old = steps;
        steps = new long[old.length * 2];
        Arrays.fill(steps, FREE);
        for (long step : old) {
            if (step != FREE) {
                place(step);
            }
        }
    }

    private void place(long step) {
        int slot = slot(step >>> NODE_BITS);
        while (steps[slot] != FREE) {
            slot = (slot + 1) & (steps.length - 1);
        }
        steps[slot] = step;
    }

    private static long key(int node, char letter) {
        return ((long) node << 16) | letter;
    }

    private int slot(long key) {
        return (int) ((key * 0x9E3779B97F4A7C15L) >>> 36) & (steps.length - 1);
    }
}
