package dev.hubbub.rules;

import java.text.Normalizer;

/**
 * A word or phrase to look for: whole words, whatever their case and the white space between them. A {@code *} at either
 * end lets the word go on there: {@code urgen*}.
 *
 * @param shown as it was written
 * @param folded what is looked for, in folded letters
 * @param openStart whether it may be the end of a longer word
 * @param openEnd whether it may be the beginning of a longer word
 */
public record Phrase(String shown, String folded, boolean openStart, boolean openEnd) {
    /** Characters of a phrase at most. */
    public static final int LONGEST = 200;

    /**
     * Reads a phrase as it is written in a rule.
     *
     * @throws IllegalArgumentException if nothing is left to look for, or if it is too long
     */
    public static Phrase parse(String written) {
        String text =
                Folding.fold(Normalizer.normalize(written, Normalizer.Form.NFC)).strip();
        boolean openStart = text.startsWith("*");
        boolean openEnd = text.length() > 1 && text.endsWith("*");
        String core = text.substring(openStart ? 1 : 0, text.length() - (openEnd ? 1 : 0));
        if (core.length() > LONGEST) {
            throw new IllegalArgumentException("a phrase has at most " + LONGEST + " characters");
        }
        if (core.isBlank() || core.indexOf('*') >= 0) {
            throw new IllegalArgumentException(
                    "'" + written + "' is no phrase: * can stand at its beginning or end only");
        }
        return new Phrase(written, core, openStart, openEnd);
    }

    /** Whether it is found only where a word begins. */
    boolean beginsWord() {
        return !openStart && Folding.isWordAt(folded.toCharArray(), folded.length(), 0);
    }

    /** Whether what was found at {@code [start, end)} stands there as this phrase wants it. */
    boolean fits(char[] text, int length, int start, int end) {
        return (openStart || Folding.isBoundary(text, length, start - 1, start))
                && (openEnd || Folding.isBoundary(text, length, end, end - 1));
    }
}
