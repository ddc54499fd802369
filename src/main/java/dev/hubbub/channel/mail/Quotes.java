package dev.hubbub.channel.mail;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Folds away what a mail only repeats: the earlier mails quoted at its end, and the signature. */
final class Quotes {
    private static final Pattern FORWARDED = Pattern.compile("(?i)^-{2,}\\s*(forwarded|weitergeleitete).*");
    private static final Pattern ORIGINAL = Pattern.compile(
            "(?i)^(-{2,}\\s*(original message|ursprüngliche nachricht|message d'origine)\\s*-{2,}|_{20,})$");
    private static final Pattern BEGINS = Pattern.compile("(?i)^(on|am|le|el|il|op|em|den)\\s");
    private static final int LONGEST_INTRODUCTION = 3;
    private static final int LONGEST_MARK = 500;

    private Quotes() {}

    /** What is new in the text; all of it where nothing new would be left. */
    static String folded(String text) {
        List<String> lines = Arrays.asList(text.split("\n", -1));
        int end = endOfNew(lines);
        String fresh = String.join("\n", lines.subList(0, end)).strip();
        return fresh.isEmpty() ? text.strip() : fresh;
    }

    private static int endOfNew(List<String> lines) {
        for (int at = 0; at < lines.size(); at++) {
            String line = lines.get(at).stripTrailing();
            boolean isShort = line.length() <= LONGEST_MARK;
            if (isShort && FORWARDED.matcher(line).matches()) {
                return lines.size();
            }
            // RFC 3676, 4.3: a signature is behind two dashes and a space
            if ((isShort && ORIGINAL.matcher(line).matches()) || lines.get(at).equals("-- ")) {
                return withoutQuote(lines, at);
            }
        }
        return withoutQuote(lines, lines.size());
    }

    /** Steps back over a quote at the end, and the line or lines that introduce it: "On Monday, Ana wrote:". */
    private static int withoutQuote(List<String> lines, int end) {
        int at = back(lines, end, false);
        int quote = back(lines, at, true);
        if (quote == at) {
            return end;
        }
        return introduction(lines, back(lines, quote, false)).orElse(quote);
    }

    private static OptionalInt introduction(List<String> lines, int end) {
        if (end == 0 || !lines.get(end - 1).stripTrailing().endsWith(":")) {
            return OptionalInt.empty();
        }
        for (int n = end - 1;
                n >= Math.max(0, end - LONGEST_INTRODUCTION) && !lines.get(n).isBlank();
                n--) {
            if (BEGINS.matcher(lines.get(n)).find()) {
                return OptionalInt.of(n);
            }
        }
        return OptionalInt.of(end - 1);
    }

    private static int back(List<String> lines, int from, boolean overQuotes) {
        int at = from;
        while (at > 0
                && (lines.get(at - 1).isBlank()
                        || (overQuotes && lines.get(at - 1).startsWith(">")))) {
            at--;
        }
        return at;
    }
}
