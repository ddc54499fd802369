package dev.hubbub.component;

import dev.hubbub.message.Change;
import dev.hubbub.message.Draft;
import dev.hubbub.message.Message;
import dev.hubbub.outbox.DeliveryQueue.Owed;
import dev.hubbub.outbox.Names;
import dev.hubbub.rules.Format;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A message as text for one target: what the target cannot carry is said in words. */
final class Shown {
    private static final int QUOTED_LINES = 3;
    private static final int QUOTED_LINE = 200;

    private Shown() {}

    /**
     * The text in the rule's format.
     *
     * @param message what is to be shown of it
     * @param carriesFiles whether the route sends files itself; if not, they are named after the text
     * @param answered what the target knows of the message that is answered
     */
    static String text(Owed owed, Message message, Files files, boolean carriesFiles, Optional<Names.Known> answered) {
        List<String> lines = files.lines(message);
        @Nullable String written = owed.delivery().target().format();
        if (written == null) {
            return carriesFiles ? message.text() : followed(message.text(), lines);
        }
        Format format = Format.parse(written);
        Map<String, String> given = Map.of(
                Format.ATTACHMENTS,
                String.join("\n", lines),
                Format.QUOTE,
                answered.map(known -> quote(known.message())).orElse(""));
        String text = format.render(message.said(), message.receivedAt(), given);
        return carriesFiles || format.has(Format.ATTACHMENTS) ? text : followed(text, lines);
    }

    private static String followed(String text, List<String> lines) {
        if (lines.isEmpty()) {
            return text;
        }
        String named = String.join("\n", lines);
        return text.isBlank() ? named : text + "\n" + named;
    }

    /** The first lines of what is answered, each marked as not the sender's own. */
    private static String quote(Message answered) {
        String sender = Format.parse("{sender}").render(answered.said(), answered.receivedAt());
        String said = answered.text()
                .lines()
                .filter(line -> !line.isBlank())
                .limit(QUOTED_LINES)
                .map(line -> "> " + cut(line, QUOTED_LINE) + "\n")
                .collect(Collectors.joining());
        return said.isEmpty() ? "" : "> " + sender + ":\n" + said;
    }

    /** What a message says where it cannot be changed any more. */
    static Draft changed(Draft said, Change.Kind change) {
        return change == Change.Kind.DELETION
                ? said.edit().text("(deleted)").build()
                : said.edit()
                        .text("(edited) " + said.text())
                        .links(List.of())
                        .html(null)
                        .build();
    }

    /** A text that is not too long, cut between characters. */
    static String cut(String text, int most) {
        return text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most)) + "…";
    }
}
