package dev.hubbub.channel.mail;

import jakarta.mail.internet.ContentType;

/**
 * Plain text whose lines a mail program broke where its window ended ({@code format=flowed}, RFC 3676): a line that ends with
 * a blank goes on in the next, if both are quoted as deep.
 */
final class FlowedText {
    private static final String SIGNATURE = "-- ";

    private final boolean dropsBlank;
    private final StringBuilder all = new StringBuilder();
    /** How deep the line is quoted that goes on in the next; -1 if none does. */
    private int open = -1;

    private FlowedText(boolean dropsBlank) {
        this.dropsBlank = dropsBlank;
    }

    static boolean isMarked(ContentType type) {
        return "flowed".equalsIgnoreCase(type.getParameter("format"));
    }

    /** The text with its paragraphs on a line each, quotes marked as usual. */
    static String of(String text, ContentType type) {
        FlowedText flowed = new FlowedText("yes".equalsIgnoreCase(type.getParameter("delsp")));
        for (String line : text.split("\n", -1)) {
            flowed.add(line);
        }
        return flowed.all.toString();
    }

    private void add(String line) {
        int depth = 0;
        while (depth < line.length() && line.charAt(depth) == '>') {
            depth++;
        }
        // a blank after the marks is there so that nothing in the line is taken for one
        String said = line.substring(line.startsWith(" ", depth) ? depth + 1 : depth);
        boolean signature = said.equals(SIGNATURE);
        if (open != depth || signature) {
            all.append(all.length() == 0 ? "" : "\n").append(">".repeat(depth)).append(depth == 0 ? "" : " ");
        }
        boolean goesOn = said.endsWith(" ") && !signature;
        all.append(said, 0, goesOn && dropsBlank ? said.length() - 1 : said.length());
        open = goesOn ? depth : -1;
    }
}
