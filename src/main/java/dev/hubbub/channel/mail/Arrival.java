package dev.hubbub.channel.mail;

import dev.hubbub.message.Address;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A mail that came in, ready to be handed over.
 *
 * @param externalId its Message-ID and its sender: the same again is the same mail
 * @param replyTo where an answer to its sender goes; null where nothing is to answer it
 * @param text what is new in it
 * @param html all of it, as elements without attributes
 * @param answers external ids of what it may answer, the likeliest last, with spaces between; or null
 * @param verified whether a trusted server has proven its sender's domain
 * @param receipt what it tells of an earlier mail of the hub; null unless it is a {@code RECEIPT}
 */
record Arrival(
        Kind kind,
        String externalId,
        Address sender,
        String senderName,
        @Nullable Address replyTo,
        @Nullable String subject,
        String text,
        @Nullable String html,
        @Nullable Instant sentAt,
        @Nullable String answers,
        boolean verified,
        @Nullable Receipt receipt,
        List<Parts.File> files) {
    Arrival {
        files = List.copyOf(files);
    }
}
