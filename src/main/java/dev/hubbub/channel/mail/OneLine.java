package dev.hubbub.channel.mail;

/** Text as a header may hold it: on one line, whatever was in it. */
final class OneLine {
    private OneLine() {}

    /** The same with each run of blanks, line ends and control characters as one space, at most so many characters. */
    static String of(String text, int most) {
        StringBuilder line = new StringBuilder(Math.min(text.length(), most));
        text.codePoints().forEach(c -> append(line, c));
        String stripped = line.toString().strip();
        return stripped.length() <= most ? stripped : cut(stripped, most);
    }

    private static void append(StringBuilder line, int c) {
        boolean blank = Character.isWhitespace(c) || Character.isISOControl(c) || c == '\u2028' || c == '\u2029';
        if (!blank) {
            line.appendCodePoint(Character.getType(c) == Character.SURROGATE ? '\uFFFD' : c);
        } else if (line.length() > 0 && line.charAt(line.length() - 1) != ' ') {
            line.append(' ');
        }
    }

    private static String cut(String text, int most) {
        int end = Character.isHighSurrogate(text.charAt(most - 2)) ? most - 2 : most - 1;
        return text.substring(0, end).strip() + "…";
    }
}
