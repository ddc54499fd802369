package dev.hubbub.channel.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.UnsupportedEncodingException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a mail's headers, tolerating what is wrong with them. */
final class Heads {
    private static final Pattern ID = Pattern.compile("<([^<>\\s]{1,400})>");
    private static final Instant OLDEST = Instant.parse("1990-01-01T00:00:00Z");

    private final MimeMessage mail;

    Heads(MimeMessage mail) {
        this.mail = mail;
    }

    /** The first of that name, unfolded; null if there is none. */
    @Nullable
    String first(String name) {
        List<String> all = all(name);
        return all.isEmpty() ? null : all.get(0);
    }

    /** All of that name, topmost first, unfolded. */
    List<String> all(String name) {
        try {
            String[] found = mail.getHeader(name);
            List<String> values = new ArrayList<>();
            for (String value : found == null ? new String[0] : found) {
                values.add(MimeUtility.unfold(Raw.header(value)));
            }
            return values;
        } catch (MessagingException e) {
            return List.of();
        }
    }

    /** For people: decoded (RFC 2047), on one line. */
    Optional<String> shown(String name, int most) {
        String value = first(name);
        return value == null
                ? Optional.empty()
                : Optional.of(OneLine.of(words(value), most)).filter(s -> !s.isEmpty());
    }

    private static String words(String value) {
        try {
            return MimeUtility.decodeText(value);
        } catch (UnsupportedEncodingException | RuntimeException e) {
            return value;
        }
    }

    /** The addresses that can be written to in headers of that name. */
    List<Mailbox> mailboxes(String name) {
        List<Mailbox> found = new ArrayList<>();
        for (String value : all(name)) {
            try {
                for (InternetAddress address : InternetAddress.parseHeader(value, false)) {
                    Mailbox.of(address).ifPresent(found::add);
                }
            } catch (AddressException | RuntimeException e) {
                // unreadable: as if it were not there
            }
        }
        return found;
    }

    /** The ids in a header like {@code References}, without brackets. */
    List<String> ids(String name) {
        List<String> ids = new ArrayList<>();
        for (String value : all(name)) {
            Matcher matcher = ID.matcher(value);
            while (matcher.find()) {
                ids.add(matcher.group(1));
            }
        }
        return ids;
    }

    /** When it was written, if that can be. */
    @Nullable
    Instant sentAt() {
        try {
            Date date = mail.getSentDate();
            Instant at = date == null ? null : date.toInstant();
            boolean possible = at != null
                    && at.isAfter(OLDEST)
                    && at.isBefore(Instant.now().plus(Duration.ofDays(1)));
            return possible ? at : null;
        } catch (MessagingException | RuntimeException e) {
            return null;
        }
    }
}
