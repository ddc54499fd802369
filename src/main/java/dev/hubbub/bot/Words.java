package dev.hubbub.bot;

import java.util.Locale;

/** Takes a text apart word by word, from the left, and leaves the rest as it was written. */
final class Words {
    private final String text;
    private int at;

    Words(String text) {
        this.text = text.strip();
    }

    /** The next word in lower case, or an empty text at the end; it stays where it is. */
    String peek() {
        return text.substring(at, endOfWord()).toLowerCase(Locale.ROOT);
    }

    /** The next word as it was written. */
    String asWritten() {
        return text.substring(at, endOfWord());
    }

    /** Goes past the next word and the space behind it. */
    void skip() {
        at = endOfWord();
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    /** Goes past the next word if it is this one. */
    boolean skipIf(String word) {
        boolean there = peek().equals(word);
        if (there) {
            skip();
        }
        return there;
    }

    /** A place to come back to. */
    int mark() {
        return at;
    }

    void backTo(int mark) {
        at = mark;
    }

    /** All that is left. */
    String rest() {
        return text.substring(at);
    }

    private int endOfWord() {
        int end = at;
        while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
            end++;
        }
        return end;
    }
}
