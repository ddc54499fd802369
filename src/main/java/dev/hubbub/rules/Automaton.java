package dev.hubbub.rules;

import java.util.List;

/**
 * Finds all needles of a rule set in one pass over a text, however many there are, without making objects.
 *
 * <p>Most needles begin with a letter that must begin a word: these are looked for only where words begin, by walking down
 * a tree. The others can begin anywhere; for them the tree has the links of Aho and Corasick (1975), so that no letter is
 * read twice.
 */
final class Automaton {
    private final Needle[] needles;
    private final LetterTree words = new LetterTree();
    private final LetterTree anywhere = new LetterTree();
    private final int[] fail;
    /** The longest suffix of a node (itself first) at which needles end; 0 if there is none. */
    private final int[] report;

    Automaton(List<Needle> needles) {
        this.needles = needles.toArray(Needle[]::new);
        for (Needle needle : needles) {
            (needle.phrase().beginsWord() ? words : anywhere).add(needle);
        }
        this.fail = new int[anywhere.size()];
        this.report = new int[anywhere.size()];
        for (int node : anywhere.byDepth()) {
            int parent = anywhere.parent(node);
            fail[node] = parent == 0 ? 0 : next(fail[parent], anywhere.letter(node));
            report[node] = anywhere.endingAt(node).length > 0 ? node : report[fail[node]];
        }
    }

    /** Sets the bit of each needle that occurs in the text. */
    void find(char[] text, int length, int subjectEnd, long[] found) {
        if (words.size() > 1) {
            findWords(text, length, subjectEnd, found);
        }
        if (anywhere.size() > 1) {
            findAnywhere(text, length, subjectEnd, found);
        }
    }

    private void findWords(char[] text, int length, int subjectEnd, long[] found) {
        boolean inWord = false;
        for (int i = 0; i < length; i++) {
            boolean word = Folding.isWordAt(text, length, i);
            if (word && !inWord) {
                walk(text, i, length, subjectEnd, found);
            }
            inWord = word;
        }
    }

    private void walk(char[] text, int start, int length, int subjectEnd, long[] found) {
        int node = words.step(0, text[start]);
        for (int i = start + 1; node != 0; i++) {
            report(node, words, i, text, length, subjectEnd, found);
            node = i < length ? words.step(node, text[i]) : 0;
        }
    }

    private void findAnywhere(char[] text, int length, int subjectEnd, long[] found) {
        int node = 0;
        for (int i = 0; i < length; i++) {
            node = next(node, text[i]);
            for (int s = report[node]; s != 0; s = report[fail[s]]) {
                report(s, anywhere, i + 1, text, length, subjectEnd, found);
            }
        }
    }

    private int next(int from, char letter) {
        int node = from;
        int next = anywhere.step(node, letter);
        while (next == 0 && node != 0) {
            node = fail[node];
            next = anywhere.step(node, letter);
        }
        return next;
    }

    private void report(int node, LetterTree tree, int end, char[] text, int length, int subjectEnd, long[] found) {
        for (int id : tree.endingAt(node)) {
            if ((found[id >> 6] & (1L << id)) == 0 && needles[id].fits(text, length, subjectEnd, end)) {
                found[id >> 6] |= 1L << id;
            }
        }
    }
}
