package dev.hubbub.sandbox;

import java.time.Instant;
import java.util.List;

/**
 * Something that came into a box of the sandbox, or was written in it.
 *
 * @param id unique within its peer
 * @param box the phone, mailbox or room
 * @param written whether it was written there; else it came in
 * @param from the sender as the box shows it
 * @param to whom it is for, as the box shows it
 * @param subject empty where there is none
 * @param attachments names of the files that came along
 */
public record Note(
        String id,
        Instant at,
        String box,
        boolean written,
        String from,
        List<String> to,
        String subject,
        String text,
        List<String> attachments) {
    public Note {
        to = List.copyOf(to);
        attachments = List.copyOf(attachments);
    }

    /** A text that came in. */
    static Note got(String box, String from, String text) {
        return new Note("", Instant.now(), box, false, from, List.of(box), "", text, List.of());
    }

    /** A text that was written. */
    static Note wrote(String box, String from, String to, String text) {
        return new Note("", Instant.now(), box, true, from, List.of(to), "", text, List.of());
    }

    Note withId(String given) {
        return new Note(given, at, box, written, from, to, subject, text, attachments);
    }

    /** About how many bytes of memory it takes. */
    long size() {
        return 500
                + 2L
                        * (text.length()
                                + subject.length()
                                + from.length()
                                + String.join("", to).length());
    }

    @Override
    public String toString() {
        return "Note[" + id + " in " + box + "]";
    }
}
