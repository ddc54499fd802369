package dev.hubbub.store;

import dev.hubbub.message.Draft;
import dev.hubbub.message.Link;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What somebody said, as it lies encrypted in one cell. */
record Content(
        @Nullable String subject,
        @Nullable String text,
        @Nullable String html,
        @Nullable List<Link> links,
        @Nullable String senderName,
        @Nullable String timeZone) {

    static final String COLUMN = "message.content";

    static Content of(Draft said) {
        return new Content(said.subject(), said.text(), said.html(), said.links(), said.senderName(), said.timeZone());
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
