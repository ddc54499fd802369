package dev.hubbub.channel.mail;

import java.util.List;
import java.util.Locale;

/** Who is behind a mail: a person, or a machine that must not be answered. */
enum Kind {
    /** Somebody wrote it. */
    PERSON,
    /** A machine wrote it by itself, or it went to many: it may be read, but nothing is to answer it. */
    MACHINE,
    /** A machine's answer to something: an absence note, a confirmation. Answering it makes a loop. */
    REPLY,
    /** It tells what became of a mail of the hub. */
    RECEIPT,
    /** It tells what became of some other mail, or of one that is still under way. */
    REPORT,
    /** The hub's own mail has come back to it. */
    OWN;

    /** As it stands in the header {@code MailKind}. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Tells people from machines by what these should say (RFC 3834, 5) and by what they do say.
     *
     * @param returned whether it came without an envelope sender, so that nobody can be told of its failure
     */
    static Kind of(Heads heads, boolean returned) {
        String submitted = lower(heads, "Auto-Submitted");
        String precedence = lower(heads, "Precedence");
        boolean answer = submitted.startsWith("auto-replied")
                || precedence.startsWith("auto")
                || heads.first("X-Autoreply") != null
                || heads.first("X-Autorespond") != null;
        if (answer || (returned && submitted.isEmpty())) {
            return REPLY;
        }
        boolean machine = (!submitted.isEmpty() && !submitted.startsWith("no"))
                || List.of("bulk", "list", "junk").contains(precedence)
                || heads.first("List-Id") != null
                || heads.first("List-Unsubscribe") != null;
        return machine ? MACHINE : PERSON;
    }

    private static String lower(Heads heads, String name) {
        String value = heads.first(name);
        return value == null ? "" : value.strip().toLowerCase(Locale.ROOT);
    }
}
