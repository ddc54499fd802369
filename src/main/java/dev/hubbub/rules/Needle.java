package dev.hubbub.rules;

/**
 * A phrase to look for in a message, by its number among all that a rule set looks for.
 *
 * @param id counted from 0
 */
record Needle(int id, Phrase phrase, Condition.In in) {
    /** Whether it occurs, found by looking for it alone. */
    boolean occursIn(char[] text, int length, int subjectEnd) {
        String wanted = phrase.folded();
        int end = in == Condition.In.SUBJECT ? subjectEnd : length;
        char first = wanted.charAt(0);
        for (int at = 0; at + wanted.length() <= end; at++) {
            if (text[at] == first
                    && continues(text, at, wanted)
                    && phrase.fits(text, length, at, at + wanted.length())) {
                return true;
            }
        }
        return false;
    }

    private static boolean continues(char[] text, int at, String wanted) {
        for (int i = 1; i < wanted.length(); i++) {
            if (text[at + i] != wanted.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Whether it counts when its letters were found to end there. */
    boolean fits(char[] text, int length, int subjectEnd, int end) {
        return (in != Condition.In.SUBJECT || end <= subjectEnd)
                && phrase.fits(text, length, end - phrase.folded().length(), end);
    }
}
