package dev.hubbub.rules;

import java.lang.Character.UnicodeScript;

/** How letters are compared: without their case, one by one, in any script. */
public final class Folding {
    private static final char[] ASCII = new char[128];
    private static final boolean[] ASCII_WORD = new boolean[128];

    static {
        for (char c = 0; c < 128; c++) {
            ASCII[c] = Character.isWhitespace(c) ? ' ' : Character.toLowerCase(c);
            ASCII_WORD[c] = Character.isLetterOrDigit(c) || c == '_';
        }
    }

    private Folding() {}

    /** The text in folded letters, each run of white space one space. */
    public static String fold(String text) {
        char[] folded = new char[text.length()];
        return new String(folded, 0, fold(text, folded, 0));
    }

    /** Folds a text into an array from an index on; answers the index behind what was written. */
    static int fold(String text, char[] into, int from) {
        int at = from;
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            char folded;
            if (c < 128) {
                folded = ASCII[c];
            } else if (Character.isHighSurrogate(c) && i + 1 < length) {
                int pair = fold(text.codePointAt(i));
                if (pair > 0xFFFF) {
                    at += Character.toChars(pair, into, at);
                    i++;
                    continue;
                }
                folded = c;
            } else {
                folded = (char) fold((int) c);
            }
            if (folded != ' ' || at == from || into[at - 1] != ' ') {
                into[at++] = folded;
            }
        }
        return at;
    }

    private static int fold(int codePoint) {
        return isSpace(codePoint) ? ' ' : Character.toLowerCase(Character.toUpperCase(codePoint));
    }

    private static boolean isSpace(int codePoint) {
        return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint);
    }

    /** Whether a word begins or ends between two characters, of which {@code inner} belongs to what was found. */
    static boolean isBoundary(char[] text, int length, int outer, int inner) {
        if (outer < 0 || outer >= length) {
            return true;
        }
        return !(isWordAt(text, length, outer) && isWordAt(text, length, inner));
    }

    /** Whether the character at an index is part of a word. */
    static boolean isWordAt(char[] text, int length, int index) {
        char c = text[index];
        if (c < 128) {
            return ASCII_WORD[c];
        }
        if (!Character.isSurrogate(c)) {
            return isWord(c);
        }
        int start = Character.isLowSurrogate(c) && index > 0 ? index - 1 : index;
        return isWord(Character.codePointAt(text, start, length));
    }

    /** Whether a character is part of a word. Scripts that put no space between words have none in this sense. */
    private static boolean isWord(int codePoint) {
        if (codePoint < 0x0E00) {
            return Character.isLetterOrDigit(codePoint) || isMark(codePoint);
        }
        if (!Character.isLetterOrDigit(codePoint) && !isMark(codePoint)) {
            return false;
        }
        return switch (UnicodeScript.of(codePoint)) {
            case HAN, HIRAGANA, KATAKANA, BOPOMOFO, THAI, LAO, KHMER, MYANMAR, TIBETAN -> false;
            default -> true;
        };
    }

    private static boolean isMark(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }
}
