package dev.hubbub.parser;

import dev.hubbub.intake.Parser;
import dev.hubbub.message.Draft;
import java.text.Normalizer;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes what was said well-formed: Unicode NFC, line feeds for line ends, no control characters, no white space at the
 * ends of lines and of the text, and nothing that makes text be shown in another order than it is in (Unicode TR 36,
 * section 2.5). Subject and sender's name become one line each.
 */
public final class TextNormaliser implements Parser {
    private final int maxText;

    /** @param maxText longest text, in characters; one that composing would make longer stays uncomposed */
    public TextNormaliser(int maxText) {
        this.maxText = maxText;
    }

    @Override
    public String name() {
        return "text";
    }

    @Override
    public int order() {
        return 100;
    }

    @Override
    public boolean wants(Draft draft) {
        String text = draft.text();
        return (isOdd(text, true) && !clean(text).equals(text))
                || isOddLine(draft.subject())
                || isOddLine(draft.senderName());
    }

    @Override
    public Parsed parse(Draft draft) {
        String text = clean(draft.text());
        Draft.Builder cleaned = draft.edit().text(text).subject(line(draft.subject()));
        String name = line(draft.senderName());
        cleaned.senderName(name == null || name.isEmpty() ? null : name);
        if (!text.equals(draft.text())) {
            // they would point beside what they mean
            cleaned.links(List.of());
        }
        return new Parsed(cleaned.build(), List.of(Map.of("did", "made the text well-formed")));
    }

    /** What is dropped may stand between characters that compose, so composing comes last. */
    private String clean(String text) {
        String tidy = tidy(text);
        if (tidy.length() > maxText) {
            tidy = cut(tidy(ISOLATES.matcher(text).replaceAll("")));
        }
        String composed = Normalizer.normalize(tidy, Normalizer.Form.NFC);
        return composed.length() > maxText ? tidy : composed;
    }

    private String cut(String text) {
        int end = Math.min(text.length(), maxText);
        boolean splits = end > 0 && end < text.length() && Character.isHighSurrogate(text.charAt(end - 1));
        return text.substring(0, splits ? end - 1 : end).stripTrailing();
    }

    private static String tidy(String from) {
        StringBuilder clean = new StringBuilder(from.length());
        int isolates = 0;
        for (int i = 0; i < from.length(); i++) {
            char c = from.charAt(i);
            if (c == '\n' || c == '\r' || c == '\u0085' || c == '\u2028' || c == '\u2029') {
                isolates = endLine(clean, isolates);
                i += c == '\r' && i + 1 < from.length() && from.charAt(i + 1) == '\n' ? 1 : 0;
            } else if (isIsolate(c)) {
                isolates++;
                clean.append(c);
            } else if (c == POP_ISOLATE) {
                if (isolates > 0) {
                    isolates--;
                    clean.append(c);
                }
            } else {
                append(from, i, c, clean);
            }
        }
        endLine(clean, isolates);
        return clean.toString().stripTrailing();
    }

    private static final char POP_ISOLATE = '\u2069';
    private static final Pattern ISOLATES = Pattern.compile("[\u2066-\u2069]");
    private static final Pattern LINE_ENDS = Pattern.compile("[\\t\\n\\x0B\\f\\r\\u0085\\u2028\\u2029]+");

    private static boolean isIsolate(char c) {
        return c >= '\u2066' && c <= '\u2068';
    }

    /** Ends a line: what it isolated is closed, white space at its end goes. */
    private static int endLine(StringBuilder clean, int isolates) {
        int end = clean.length();
        while (end > 0 && clean.charAt(end - 1) != '\n' && Character.isWhitespace(clean.charAt(end - 1))) {
            end--;
        }
        clean.setLength(end);
        clean.append(String.valueOf(POP_ISOLATE).repeat(isolates)).append('\n');
        return 0;
    }

    private static void append(String from, int at, char c, StringBuilder clean) {
        if (Character.isSurrogate(c)) {
            boolean paired = Character.isHighSurrogate(c)
                    ? at + 1 < from.length() && Character.isLowSurrogate(from.charAt(at + 1))
                    : at > 0 && Character.isHighSurrogate(from.charAt(at - 1));
            clean.append(paired ? c : '\uFFFD');
        } else if (!isDropped(c)) {
            clean.append(c);
        }
    }

    /** Control characters but the tab, the characters that override direction, byte order marks, non-characters. */
    private static boolean isDropped(char c) {
        return (Character.isISOControl(c) && c != '\t')
                || (c >= '\u202A' && c <= '\u202E')
                || c == '\uFEFF'
                || c == '\uFFFE'
                || c == '\uFFFF';
    }

    private @Nullable String line(@Nullable String text) {
        return text == null
                ? null
                : clean(LINE_ENDS.matcher(text).replaceAll(" ")).strip();
    }

    private boolean isOddLine(@Nullable String text) {
        return text != null && (isOdd(text, false) || !text.equals(text.strip())) && !text.equals(line(text));
    }

    /** Whether cleaning could change a text: a quick look that may be wrong in saying yes. */
    private static boolean isOdd(String text, boolean lines) {
        char before = 'x';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '\u0300' ? isOddBeyondLatin(c) : isOddLatin(c, before, lines)) {
                return true;
            }
            before = c;
        }
        return Character.isWhitespace(before);
    }

    private static boolean isOddLatin(char c, char before, boolean lines) {
        if (c == '\n') {
            return !lines || (Character.isWhitespace(before) && before != '\n');
        }
        return c == '\t' ? !lines : Character.isISOControl(c);
    }

    /** Letters of scripts that never compose are the common case; all else is looked at properly. */
    private static boolean isOddBeyondLatin(char c) {
        boolean plain = (c >= '\u0400' && c <= '\u0482')
                || (c >= '\u048A' && c <= '\u052F')
                || (c >= '\u2010' && c <= '\u2027')
                || (c >= '\u2030' && c <= '\u205E')
                || (c >= '\u20A0' && c <= '\u20CF')
                || (c >= '\u4E00' && c <= '\u9FFF')
                || (c >= '\u3041' && c <= '\u3096')
                || (c >= '\u30A1' && c <= '\u30FA')
                || (c >= '\uAC00' && c <= '\uD7A3');
        return !plain;
    }
}
