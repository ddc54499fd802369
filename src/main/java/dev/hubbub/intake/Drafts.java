package dev.hubbub.intake;

import dev.hubbub.message.Attachment;
import dev.hubbub.message.Change;
import dev.hubbub.message.Draft;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What every draft must keep to, wherever it comes from. */
final class Drafts {
    private static final int NAME = 256;
    private static final int SUBJECT = 998; // RFC 5322, 2.1.1: the longest line of a mail
    private static final int EXTERNAL_ID = 1024;

    private Drafts() {}

    static void check(Draft draft, Intake.Limits limits) {
        int maxText = limits.maxText();
        Change change = draft.change();
        boolean deletes = change != null && change.kind() == Change.Kind.DELETION;
        if (draft.text().isBlank() && draft.attachments().isEmpty() && !deletes) {
            throw new IntakeException.Refused("text", "a message needs a text or an attachment");
        }
        files(draft.attachments(), limits.files());
        atMost("text", draft.text(), maxText);
        atMost("html", draft.html(), maxText * 4);
        atMost("senderName", draft.senderName(), NAME);
        atMost("subject", draft.subject(), SUBJECT);
        atMost("externalId", draft.externalId(), EXTERNAL_ID);
        atMost("alias", draft.alias(), EXTERNAL_ID);
        isId("externalId", draft.externalId());
        isId("alias", draft.alias());
        if (change != null) {
            atMost("change", change.of(), EXTERNAL_ID);
            isId("change", change.of());
        }
        if (draft.hops() < 0) {
            throw new IntakeException.Refused("hops", "hops are counted from 0");
        }
    }

    private static void isId(String field, @Nullable String id) {
        if (id != null && id.indexOf('\0') >= 0) {
            throw new IntakeException.Refused(field, "an id has no NUL character");
        }
    }

    private static void files(List<Attachment> files, FileLimits limits) {
        if (files.size() > limits.count()) {
            throw refused(files.size() + " files are attached; at most " + limits.count() + " are taken");
        }
        long together = 0;
        for (Attachment file : files) {
            if (file.size() > limits.each()) {
                throw refused("a file has more than " + limits.each() + " bytes");
            }
            together += file.size();
        }
        if (together > limits.together()) {
            throw refused("the files have more than " + limits.together() + " bytes together");
        }
    }

    private static IntakeException.Refused refused(String why) {
        return new IntakeException.Refused("attachments", why);
    }

    private static void atMost(String field, @Nullable String value, int most) {
        if (value != null && value.length() > most) {
            throw new IntakeException.Refused(
                    field, "has " + value.length() + " characters; at most " + most + " are taken");
        }
    }
}
