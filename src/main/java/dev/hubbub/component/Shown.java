package dev.hubbub.component;

import dev.hubbub.message.Message;
import dev.hubbub.outbox.DeliveryQueue.Owed;
import dev.hubbub.rules.Format;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A message as text for one target: what the target cannot carry is said in words. */
final class Shown {
    private Shown() {}

    /**
     * The text in the rule's format.
     *
     * @param message what is to be shown of it
     * @param carriesFiles whether the route sends files itself; if not, they are named after the text
     */
    static String text(Owed owed, Message message, Files files, boolean carriesFiles) {
        List<String> lines = files.lines(message);
        @Nullable String written = owed.delivery().target().format();
        if (written == null) {
            return carriesFiles ? message.text() : followed(message.text(), lines);
        }
        Format format = Format.parse(written);
        String text = format.render(message.said(), message.receivedAt(), String.join("\n", lines));
        return carriesFiles || format.has(Format.ATTACHMENTS) ? text : followed(text, lines);
    }

    private static String followed(String text, List<String> lines) {
        if (lines.isEmpty()) {
            return text;
        }
        String named = String.join("\n", lines);
        return text.isBlank() ? named : text + "\n" + named;
    }
}
