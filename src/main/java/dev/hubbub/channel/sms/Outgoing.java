package dev.hubbub.channel.sms;

import java.util.ArrayList;
import java.util.List;

/**
 * A text as it goes out: whole, or in parts that never cut a character.
 *
 * @param alphabet of all its parts
 * @param parts at least one
 */
record Outgoing(Alphabet alphabet, List<String> parts) {
    /** Parts that the header's one byte can count. */
    static final int MOST_PARTS = 255;

    Outgoing {
        parts = List.copyOf(parts);
    }

    /**
     * Splits a text.
     *
     * @param most parts at most, up to {@link #MOST_PARTS}; what does not fit is cut off, and dots show it
     */
    static Outgoing of(String text, Alphabet.Writing writing, int most) {
        Alphabet alphabet = Alphabet.of(text, writing);
        List<String> parts = split(text, alphabet);
        if (parts.size() <= most) {
            return new Outgoing(alphabet, parts);
        }
        // the default alphabet has no ellipsis
        String mark = alphabet == Alphabet.DEFAULT ? "..." : "…";
        List<String> kept = new ArrayList<>(parts.subList(0, most));
        int room = (most == 1 ? alphabet.alone() : alphabet.part()) - alphabet.length(mark);
        kept.set(most - 1, head(parts.get(most - 1), alphabet, room) + mark);
        return new Outgoing(alphabet, kept);
    }

    private static List<String> split(String text, Alphabet alphabet) {
        if (alphabet.length(text) <= alphabet.alone()) {
            return List.of(text);
        }
        List<String> parts = new ArrayList<>();
        int begin = 0;
        while (begin < text.length()) {
            String part = head(text.substring(begin), alphabet, alphabet.part());
            parts.add(part);
            begin += part.length();
        }
        return parts;
    }

    /** As many whole characters from the beginning as there are places. */
    private static String head(String text, Alphabet alphabet, int places) {
        int end = 0;
        int used = 0;
        while (end < text.length()) {
            int codePoint = text.codePointAt(end);
            used += alphabet.places(codePoint);
            if (used > places) {
                break;
            }
            end += Character.charCount(codePoint);
        }
        return text.substring(0, end);
    }
}
