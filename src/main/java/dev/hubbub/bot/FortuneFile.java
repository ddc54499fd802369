package dev.hubbub.bot;

import java.util.ArrayList;
import java.util.List;

/** Reads the format of strfile(1): sayings of one or more lines, with a line of just {@code %} between them. */
final class FortuneFile {
    /** Longer sayings are left out: they would fill the room. */
    static final int MAX_SAYING = 600;

    private FortuneFile() {}

    /** The sayings of a file's text, each cleaned of control characters and of blank space around it. */
    static List<String> sayings(String text) {
        List<String> found = new ArrayList<>();
        StringBuilder saying = new StringBuilder();
        for (String line : (Iterable<String>) text.lines()::iterator) {
            if (line.equals("%")) {
                keep(saying, found);
            } else if (!line.startsWith("%%")) {
                saying.append(line).append('\n');
            }
        }
        keep(saying, found);
        return found;
    }

    private static void keep(StringBuilder saying, List<String> found) {
        String clean = clean(saying).strip();
        saying.setLength(0);
        if (!clean.isEmpty() && clean.length() <= MAX_SAYING) {
            found.add(clean);
        }
    }

    /** Undoes overstrikes (a letter, a backspace, a letter), and turns tabs to spaces. */
    private static String clean(CharSequence raw) {
        StringBuilder clean = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '\b') {
                clean.setLength(Math.max(0, clean.length() - 1));
            } else if (c == '\t') {
                clean.append("    ");
            } else if (c == '\n' || !Character.isISOControl(c)) {
                clean.append(c);
            }
        }
        return clean.toString();
    }
}
