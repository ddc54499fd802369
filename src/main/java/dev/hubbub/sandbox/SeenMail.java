package dev.hubbub.sandbox;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jsoup.Jsoup;
import org.jspecify.annotations.Nullable;

/** A mail as somebody sees it who opens it: the first text, and the names of the files. */
final class SeenMail {
    private static final int DEEPEST = 5;

    private final List<String> files = new ArrayList<>();
    private @Nullable String plain;
    private @Nullable String html;

    private SeenMail() {}

    static Note note(String box, MimeMessage mail) throws MessagingException {
        SeenMail seen = new SeenMail();
        try {
            seen.look(mail, 0);
        } catch (IOException | MessagingException e) {
            seen.plain = "[this mail cannot be read]";
        }
        String subject = mail.getSubject();
        return new Note(
                "",
                Instant.now(),
                box,
                false,
                String.join(", ", shown(mail.getFrom())),
                shown(mail.getAllRecipients()),
                subject == null ? "" : subject,
                seen.text(),
                seen.files);
    }

    private void look(Part part, int depth) throws MessagingException, IOException {
        String file = part.getFileName();
        if (file != null || Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition())) {
            files.add(file == null ? "file" : file);
        } else if (part.getContent() instanceof Multipart parts && depth < DEEPEST) {
            for (int i = 0; i < Math.min(parts.getCount(), 100); i++) {
                look(parts.getBodyPart(i), depth + 1);
            }
        } else if (part.isMimeType("text/html")) {
            html = html == null ? part.getContent().toString() : html;
        } else if (part.isMimeType("text/*")) {
            plain = plain == null ? part.getContent().toString() : plain;
        }
    }

    private String text() {
        if (plain != null) {
            return plain.replace("\r\n", "\n").strip();
        }
        return html == null ? "" : Jsoup.parse(html).wholeText().strip();
    }

    private static List<String> shown(Address @Nullable [] addresses) {
        return addresses == null
                ? List.of()
                : Arrays.stream(addresses).map(SeenMail::shown).toList();
    }

    private static String shown(Address address) {
        return address instanceof InternetAddress internet ? internet.toUnicodeString() : address.toString();
    }
}
