package dev.hubbub.bot;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command as it was typed: {@code !remind in 10m tea}.
 *
 * @param word which command, in lower case
 * @param arguments what followed the word, without spaces around it; may be empty
 */
public record CommandLine(String word, String arguments) {
    private static final Pattern FORM = Pattern.compile(
            "\\A\\s*+!([a-z][a-z0-9-]{0,30})(?:\\s++(.*+))?\\z", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** Reads a command, if the text is one: it starts with {@code !} and a word; {@code !!} or {@code ! so} is talk. */
    public static Optional<CommandLine> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        String rest = form.group(2);
        return Optional.of(new CommandLine(form.group(1).toLowerCase(Locale.ROOT), rest == null ? "" : rest.strip()));
    }
}
