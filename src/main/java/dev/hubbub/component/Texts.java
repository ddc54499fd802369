package dev.hubbub.component;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.regex.Pattern;

/** The bean {@code texts} that route files call: it makes what a message says fit what a network takes. */
public final class Texts {
    private static final Pattern BREAK = Pattern.compile("[\\x0b\\x0c\\x85\\u2028\\u2029]");
    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x1f\\x7f-\\x9f]");

    /**
     * A text in pieces of a bearable length, cut at the end of a line or a word where there is one in the second half, and never
     * within a character.
     *
     * @param most characters of a piece, as Java, JavaScript and most networks' limits count them (UTF-16), 2 or more
     */
    public List<String> pieces(String text, int most) {
        return cut(text, most, Character::charCount);
    }

    /**
     * A text as lines for a network that ends what is said with each line: without control characters and empty lines, long ones
     * in pieces.
     *
     * @param most bytes of a line in UTF-8, 4 or more
     */
    public List<String> lines(String text, int most) {
        List<String> lines = new ArrayList<>();
        text.lines()
                .flatMap(line -> BREAK.splitAsStream(line))
                .map(line -> CONTROL.matcher(line).replaceAll(""))
                .filter(line -> !line.isBlank())
                .forEach(line -> lines.addAll(cut(line, most, Texts::bytes)));
        return lines;
    }

    /** A text as JSON, with its quotes. */
    public String json(String text) {
        return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }

    /** How many bytes a character takes in UTF-8. */
    private static int bytes(int character) {
        return Character.toString(character).getBytes(StandardCharsets.UTF_8).length;
    }

    private static List<String> cut(String text, int most, IntUnaryOperator size) {
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
