package dev.hubbub.channel.mail;

import jakarta.mail.internet.ContentType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a report (RFC 3464, RFC 8098) tells of an earlier mail.
 *
 * @param id that mail's Message-ID, without brackets
 * @param state {@code bounced}, {@code delivered} or {@code read}
 */
record Receipt(String id, String state) {
    private static final Pattern ID = Pattern.compile("(?im)^(?:original-)?message-id:\\s*<([^<>\\s]{1,400})>");
    private static final Pattern ACTION = Pattern.compile("(?im)^action:\\s*([a-z]+)");
    private static final Pattern SEEN = Pattern.compile("(?im)^disposition:.*;\\s*displayed");

    /** Whether a mail is a report, whatever it says. */
    static boolean isReport(ContentType type) {
        return type.match("multipart/report");
    }

    /** Reads a report's parts: one says what happened, another is the earlier mail, or its headers. */
    static Optional<Receipt> of(List<Parts.File> files) {
        String state = null;
        String id = null;
        for (Parts.File file : files) {
            String text =
                    new String(file.content(), 0, Math.min(file.content().length, 65_536), StandardCharsets.ISO_8859_1);
            switch (file.type()) {
                case "message/delivery-status", "message/global-delivery-status" -> state = delivery(text);
                case "message/disposition-notification" -> {
                    state = SEEN.matcher(text).find() ? "read" : null;
                    id = first(text, id);
                }
                case "message/rfc822", "text/rfc822-headers", "message/rfc822-headers", "message/global" ->
                    id = first(text, id);
                default -> {}
            }
        }
        return state == null || id == null ? Optional.empty() : Optional.of(new Receipt(id, state));
    }

    /** The worst that happened to any recipient; null while it is still under way. */
    private static @Nullable String delivery(String text) {
        String state = null;
        Matcher action = ACTION.matcher(text);
        while (action.find()) {
            String word = action.group(1).toLowerCase(Locale.ROOT);
            if (word.equals("failed")) {
                return "bounced";
            }
            if (word.equals("delivered")) {
                state = "delivered";
            }
        }
        return state;
    }

    private static @Nullable String first(String text, @Nullable String known) {
        Matcher id = ID.matcher(text);
        return known == null && id.find() ? id.group(1) : known;
    }
}
