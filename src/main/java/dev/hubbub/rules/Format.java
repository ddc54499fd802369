package dev.hubbub.rules;

import dev.hubbub.message.Attachment;
import dev.hubbub.message.Draft;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A text with placeholders in braces: {@code "{sender}: {body}"}. A brace itself is written twice.
 *
 * <p>It is filled in one pass: what a message says is never looked at for placeholders. What comes from the sender into
 * the line around the body (name, address, subject) has its line breaks and control characters taken out, so that nobody
 * can write a second line that looks as if it came from somebody else.
 */
public final class Format {
    /** Stands for the files that came with the message. */
    public static final String ATTACHMENTS = "attachments";

    /** Stands for the first lines of what the message answers. */
    public static final String QUOTE = "quote";

    /** What can stand in braces. */
    public static final Set<String> PLACEHOLDERS =
            Set.of("sender", "senderAddress", "body", "subject", "channel", "tags", "time", ATTACHMENTS, QUOTE);

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
    private static final int LONGEST_NAME = 200;

    private final String written;
    private final List<Part> parts;

    private Format(String written, List<Part> parts) {
        this.written = written;
        this.parts = List.copyOf(parts);
    }

    /** Plain text, or the name of a placeholder. */
    private record Part(String text, boolean placeholder) {}

    /**
     * Reads a format.
     *
     * @throws IllegalArgumentException if a brace is left open or a placeholder unknown, with a sentence for people
     */
    public static Format parse(String written) {
        List<Part> parts = new ArrayList<>();
        StringBuilder plain = new StringBuilder();
        int at = 0;
        while (at < written.length()) {
            char c = written.charAt(at);
            boolean twice = at + 1 < written.length() && written.charAt(at + 1) == c;
            if ((c == '{' || c == '}') && twice) {
                plain.append(c);
                at += 2;
            } else if (c == '{') {
                parts.add(new Part(plain.toString(), false));
                plain.setLength(0);
                String name = name(written, at);
                parts.add(new Part(name, true));
                at += name.length() + 2;
            } else if (c == '}') {
                throw new IllegalArgumentException("'}' closes nothing; a brace itself is written '}}'");
            } else {
                plain.append(c);
                at++;
            }
        }
        parts.add(new Part(plain.toString(), false));
        return new Format(written, parts);
    }

    private static String name(String written, int open) {
        int close = written.indexOf('}', open);
        if (close < 0) {
            throw new IllegalArgumentException("'{' is not closed; a brace itself is written '{{'");
        }
        String name = written.substring(open + 1, close);
        if (!PLACEHOLDERS.contains(name)) {
            throw new IllegalArgumentException("unknown placeholder {" + name + "}; there are "
                    + new TreeSet<>(PLACEHOLDERS)
                            .stream().map(known -> "{" + known + "}").collect(Collectors.joining(" ")));
        }
        return name;
    }

    /** Whether it has this placeholder. */
    public boolean has(String placeholder) {
        return parts.stream().anyMatch(part -> part.placeholder() && part.text().equals(placeholder));
    }

    /**
     * Fills the placeholders.
     *
     * @param now the time {@code {time}} shows where the message itself bears none, in this machine's zone
     */
    public String render(Draft draft, Instant now) {
        String files = draft.attachments().stream().map(Attachment::name).collect(Collectors.joining("\n"));
        return render(draft, now, Map.of(ATTACHMENTS, files, QUOTE, ""));
    }

    /**
     * As {@link #render(Draft, Instant)}.
     *
     * @param given how {@link #ATTACHMENTS} and {@link #QUOTE} are shown, which the draft alone does not say
     */
    public String render(Draft draft, Instant now, Map<String, String> given) {
        StringBuilder filled = new StringBuilder();
        for (Part part : parts) {
            if (!part.placeholder()) {
                filled.append(part.text());
            } else {
                String value = given.get(part.text());
                filled.append(value != null ? value : value(part.text(), draft, now));
            }
        }
        return filled.toString();
    }

    private static String value(String placeholder, Draft draft, Instant now) {
        return switch (placeholder) {
            case "sender" -> senderShown(draft);
            case "senderAddress" -> draft.sender().uri();
            case "body" -> draft.text();
            case "subject" -> {
                String subject = draft.subject();
                yield subject == null ? "" : oneLine(subject);
            }
            case "channel" -> draft.channel().toString();
            case "tags" -> draft.tags().stream().sorted().map(String::valueOf).collect(Collectors.joining(", "));
            case "time" -> {
                Instant sent = draft.sentAt();
                yield TIME.format((sent == null ? now : sent).atZone(ZoneId.systemDefault()));
            }
            default -> throw new IllegalStateException(placeholder);
        };
    }

    private static String senderShown(Draft draft) {
        String name = draft.senderName();
        String shown = name == null ? "" : oneLine(name);
        return shown.isEmpty() ? shortened(oneLine(draft.sender().shown())) : shortened(shown);
    }

    private static String shortened(String name) {
        return name.codePointCount(0, name.length()) <= LONGEST_NAME
                ? name
                : name.substring(0, name.offsetByCodePoints(0, LONGEST_NAME)) + "…";
    }

    /** A text that was meant to be one line, made so. */
    private static String oneLine(String text) {
        StringBuilder line = new StringBuilder();
        text.codePoints().forEach(c -> line.appendCodePoint(breaksLine(c) ? ' ' : c));
        return line.toString().strip().replaceAll(" {2,}", " ");
    }

    private static boolean breaksLine(int c) {
        int type = Character.getType(c);
        boolean turnsDirection = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
        return type == Character.CONTROL
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || turnsDirection;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Format format && format.written.equals(written);
    }

    @Override
    public int hashCode() {
        return written.hashCode();
    }

    /** The format as it was written. */
    @Override
    public String toString() {
        return written;
    }
}
