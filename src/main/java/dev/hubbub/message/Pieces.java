package dev.hubbub.message;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** Makes a text fit a network that takes only so much at once. */
public final class Pieces {
    private Pieces() {}

    /** How many bytes a character takes in UTF-8. */
    public static int utf8(int character) {
        if (character < 0x80) {
            return 1;
        }
        if (character < 0x800) {
            return 2;
        }
        return character < 0x10000 ? 3 : 4;
    }

    /** How many bytes a character takes as text of an element of XML in UTF-8. */
    public static int xml(int character) {
        return switch (character) {
            case '&' -> 5;
            case '<', '>' -> 4;
            default -> utf8(character);
        };
    }

    /**
     * Cuts at the end of a line or a word where there is one in the second half of what fits, and never within a character.
     *
     * @param most how large a piece may be; a character that is larger is a piece by itself
     * @param size how large a character is
     * @return the pieces without space around them; none of an empty text
     */
    public static List<String> of(String text, int most, IntUnaryOperator size) {
        List<String> pieces = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int end = end(text, from, most, size);
            int cut = end == text.length() ? end : betterEnd(text, from, end);
            String piece = text.substring(from, cut).strip();
            if (!piece.isEmpty()) {
                pieces.add(piece);
            }
            from = cut;
        }
        return pieces;
    }

    /** As far as fits, at least one character. */
    private static int end(String text, int from, int most, IntUnaryOperator size) {
        int at = from;
        int used = 0;
        while (at < text.length()) {
            int character = text.codePointAt(at);
            used += size.applyAsInt(character);
            if (used > most && at > from) {
                return at;
            }
            at += Character.charCount(character);
        }
        return at;
    }

    private static int betterEnd(String text, int from, int end) {
        int half = from + (end - from) / 2;
        int line = text.lastIndexOf('\n', end - 1);
        if (line >= half) {
            return line + 1;
        }
        if (text.charAt(end) == ' ') {
            return end;
        }
        int word = text.lastIndexOf(' ', end - 1);
        return word >= half ? word + 1 : end;
    }
}
