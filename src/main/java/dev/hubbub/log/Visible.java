package dev.hubbub.log;

/**
 * Text as it can be shown on one line: whatever breaks lines, steers terminals, turns the reading order or cannot be seen
 * at all is written as {@code \}{@code u202e}, {@code \n} and the like. Nothing that can be read is changed, not even a
 * backslash.
 */
final class Visible {
    private static final String[] NAMED = new String[0x20];

    static {
        NAMED['\n'] = "\\n";
        NAMED['\r'] = "\\r";
        NAMED['\t'] = "\\t";
    }

    private Visible() {}

    /** The text on one line, cut where it is longer than so many characters. */
    static String line(String text, int most) {
        if (text.length() <= most && isPlain(text)) {
            return text;
        }
        StringBuilder line = new StringBuilder(Math.min(text.length(), most) + 32);
        int i = 0;
        while (i < text.length() && i < most) {
            int c = text.codePointAt(i);
            if (isSafe(c)) {
                line.appendCodePoint(c);
            } else {
                escape(c, line);
            }
            i += Character.charCount(c);
        }
        if (i < text.length()) {
            line.append("… (").append(text.length() - i).append(" characters more)");
        }
        return line.toString();
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x20 || c > 0x7E) {
                return false;
            }
        }
        return true;
    }

    private static void escape(int c, StringBuilder line) {
        if (c < NAMED.length && NAMED[c] != null) {
            line.append(NAMED[c]);
        } else if (Character.isBmpCodePoint(c)) {
            line.append(String.format("\\u%04x", c));
        } else {
            line.append(String.format("\\u{%x}", c));
        }
    }

    static boolean isSafe(int c) {
        if (c < 0x7F) {
            return c >= 0x20;
        }
        return switch (Character.getType(c)) {
            // C1 controls and DEL; bidi and other format marks; U+2028, U+2029; halves of characters; what nobody can
            // read
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> !isInvisible(c);
        };
    }

    /** Letters and marks that show nothing (Unicode: Default_Ignorable_Code_Point), and the empty Braille pattern. */
    private static boolean isInvisible(int c) {
        return c == 0x034F
                || c == 0x115F
                || c == 0x1160
                || c == 0x17B4
                || c == 0x17B5
                || (c >= 0x180B && c <= 0x180F)
                || c == 0x2800
                || c == 0x3164
                || (c >= 0xFE00 && c <= 0xFE0F)
                || c == 0xFFA0
                || (c >= 0xE0000 && c <= 0xE0FFF);
    }
}
