package dev.hubbub.component;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.hubbub.message.Pieces;
import java.util.ArrayList;
import java.util.List;
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
        return Pieces.of(text, most, Character::charCount);
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
                .forEach(line -> lines.addAll(Pieces.of(line, most, Pieces::utf8)));
        return lines;
    }

    /** A text as JSON, with its quotes. */
    public String json(String text) {
        return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
