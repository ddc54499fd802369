package dev.hubbub.store.crypt;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The words of a text, in the form they are searched by: Unicode NFKC, without regard to case. A word is a run of
 * letters, digits and marks; in scripts that write no spaces (Chinese, Japanese, Thai …) each character is a word.
 */
public final class Words {
    /** Distinct words of one message that can be found; the rest of a longer text cannot. */
    static final int MOST = 2000;

    private static final int LONGEST = 64;

    private Words() {}

    /** The words of all those texts together. */
    public static Set<String> of(@Nullable String... texts) {
        Set<String> words = new LinkedHashSet<>();
        for (String text : texts) {
            if (text != null) {
                collect(fold(text), words);
            }
        }
        return words;
    }

    private static String fold(String text) {
        if (isAscii(text)) {
            return text.toLowerCase(Locale.ROOT);
        }
        // upper before lower folds what has no lower-case twin of its own, as ß and ς
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static void collect(String text, Set<String> words) {
        int start = -1;
        for (int i = 0; i < text.length() && words.size() < MOST; ) {
            int c = text.codePointAt(i);
            int next = i + Character.charCount(c);
            boolean alone = standsAlone(c);
            if (start >= 0 && (alone || !isPart(c))) {
                add(text, start, i, words);
                start = -1;
            }
            if (alone) {
                add(text, i, next, words);
            } else if (start < 0 && isPart(c)) {
                start = i;
            }
            i = next;
        }
        if (start >= 0 && words.size() < MOST) {
            add(text, start, text.length(), words);
        }
    }

    private static void add(String text, int start, int end, Set<String> words) {
        words.add(text.substring(start, Math.min(end, start + LONGEST)));
    }

    private static boolean isPart(int c) {
        int type = Character.getType(c);
        return Character.isLetterOrDigit(c)
                || type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK;
    }

    private static boolean standsAlone(int c) {
        if (c < 0x0E00 || !Character.isLetter(c)) {
            return false;
        }
        return switch (Character.UnicodeScript.of(c)) {
            case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR -> true;
            default -> false;
        };
    }
}
