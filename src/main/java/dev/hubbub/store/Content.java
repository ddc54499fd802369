package dev.hubbub.store;

import dev.hubbub.message.Draft;
import dev.hubbub.message.Link;
import dev.hubbub.store.crypt.Crypt;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody said, as it lies encrypted in one cell.
 *
 * @param fingerprint digest of what the caller sent, if under a key of its own: in clear it would confirm guesses
 */
record Content(
        @Nullable String subject,
        @Nullable String text,
        @Nullable String html,
        @Nullable List<Link> links,
        @Nullable String senderName,
        @Nullable String timeZone,
        @Nullable String fingerprint) {

    static final String COLUMN = "message.content";

    /** Stands for what cannot be decrypted. */
    static final Content LOST = new Content(null, Crypt.LOST, null, null, null, null, null);

    static Content of(Draft said, @Nullable String fingerprint) {
        return new Content(
                said.subject(),
                said.text(),
                said.html(),
                said.links(),
                said.senderName(),
                said.timeZone(),
                fingerprint);
    }

    Draft.Builder addTo(Draft.Builder draft) {
        return draft.subject(subject)
                .text(text == null ? "" : text)
                .html(html)
                .links(links == null ? List.of() : links)
                .senderName(senderName)
                .timeZone(timeZone);
    }
}
