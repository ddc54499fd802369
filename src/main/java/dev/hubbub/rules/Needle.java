package dev.hubbub.rules;

/**
 * A phrase to look for in a message, by its number among all that a rule set looks for.
 *
 * @param id counted from 0
 */
record Needle(int id, Phrase phrase, Condition.In in) {
    /**
     * Whether it occurs, found by looking for it alone.
     *
     * @param text subject and text
     * @param letters the same
     */
    boolean occursIn(String text, char[] letters, int subjectEnd) {
        String wanted = phrase.folded();
        int last = (in == Condition.In.SUBJECT ? subjectEnd : text.length()) - wanted.length();
        int at = text.indexOf(wanted);
        while (at >= 0 && at <= last) {
            if (phrase.fits(letters, text.length(), at, at + wanted.length())) {
                return true;
            }
            at = text.indexOf(wanted, at + 1);
        }
        return false;
    }

    /** Whether it counts when its letters were found to end there. */
    boolean fits(char[] text, int length, int subjectEnd, int end) {
        return (in != Condition.In.SUBJECT || end <= subjectEnd)
                && phrase.fits(text, length, end - phrase.folded().length(), end);
    }
}
