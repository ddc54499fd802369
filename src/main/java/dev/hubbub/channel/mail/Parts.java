package dev.hubbub.channel.mail;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimePart;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.internet.ParseException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Takes a mail's body apart: what is said, as text and as HTML, and the files. What is broken is a file. */
final class Parts {
    private final MailLimits limits;
    private final byte[] raw;
    private final List<String> texts = new ArrayList<>();
    private final List<String> htmls = new ArrayList<>();
    private final List<File> files = new ArrayList<>();
    private int count;

    /**
     * A file that came with a mail.
     *
     * @param type its media type, as the sender claims
     */
    record File(String name, String type, byte[] content) {}

    private Parts(MailLimits limits, byte[] raw) {
        this.limits = limits;
        this.raw = raw;
    }

    /** @param raw the whole mail, of which {@code mail} was made */
    static Parts of(MimeMessage mail, byte[] raw, MailLimits limits) throws NotTakenException, MessagingException {
        Parts parts = new Parts(limits, raw);
        parts.walk(mail, 0, false);
        return parts;
    }

    /** What is said in plain text; empty if it is said in HTML alone. */
    String text() {
        return String.join("\n\n", texts);
    }

    /** What is said in HTML, or null. */
    @Nullable
    String html() {
        return htmls.isEmpty() ? null : String.join("\n", htmls);
    }

    List<File> files() {
        return files;
    }

    private void walk(MimePart part, int depth, boolean isAlternative) throws NotTakenException, MessagingException {
        if (++count > limits.parts()) {
            throw new NotTakenException("5.6.0", "the mail has more than " + limits.parts() + " parts", null);
        }
        ContentType type = type(part);
        if (type.getPrimaryType().equalsIgnoreCase("multipart")) {
            multipart(part, type, depth);
        } else if (isSaid(part, type)) {
            said(part, type, isAlternative);
        } else {
            files.add(file(part, type));
        }
    }

    private void multipart(MimePart part, ContentType type, int depth) throws NotTakenException, MessagingException {
        if (depth >= limits.depth()) {
            throw new NotTakenException("5.6.0", "the mail is nested more than " + limits.depth() + " deep", null);
        }
        String boundary = type.getParameter("boundary");
        if (boundary == null || boundary.isBlank()) {
            said(part, new ContentType("text", "plain", null), false);
            return;
        }
        refuseMany(boundary);
        boolean alternatives = type.getSubType().equalsIgnoreCase("alternative");
        for (MimePart child : children(part)) {
            walk(child, depth + 1, alternatives);
        }
    }

    /** Counts before anything is made of them: there may be millions. */
    private void refuseMany(String boundary) throws NotTakenException {
        byte[] mark = ("--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        int found = 0;
        for (int at = 0; at + mark.length < raw.length; at++) {
            boolean lineStart = at == 0 || raw[at - 1] == '\n' || raw[at - 1] == '\r';
            if (lineStart && raw[at] == '-' && Arrays.equals(raw, at, at + mark.length, mark, 0, mark.length)) {
                found++;
            }
        }
        if (found > limits.parts() + 1) {
            throw new NotTakenException("5.6.0", "the mail has more than " + limits.parts() + " parts", null);
        }
    }

    private List<MimePart> children(MimePart part) {
        List<MimePart> children = new ArrayList<>();
        try {
            if (part.getContent() instanceof MimeMultipart multipart) {
                for (int n = 0; n < multipart.getCount(); n++) {
                    BodyPart child = multipart.getBodyPart(n);
                    if (child instanceof MimePart mime) {
                        children.add(mime);
                    }
                }
            }
        } catch (MessagingException | IOException | RuntimeException e) {
            // what can be read of it was read
        }
        return children;
    }

    /** Texts without a file's name are what somebody says; all else is a file. */
    private static boolean isSaid(MimePart part, ContentType type) throws MessagingException {
        String disposition = part.getHeader("Content-Disposition", null);
        boolean attached = disposition != null
                && disposition.strip().toLowerCase(Locale.ROOT).startsWith("attachment");
        boolean text = type.match("text/plain") || type.match("text/html");
        return text && !attached && fileName(part, type).isEmpty();
    }

    private void said(MimePart part, ContentType type, boolean isAlternative) {
        String text = Raw.text(bytes(part), type.getParameter("charset"));
        if (!type.match("text/html")) {
            texts.add((FlowedText.isMarked(type) ? FlowedText.of(text, type) : text).stripTrailing());
        } else if (text.length() > MailLimits.HTML || tags(text) > MailLimits.TAGS) {
            files.add(new File("message.html", "text/html", text.getBytes(StandardCharsets.UTF_8)));
        } else {
            htmls.add(text);
            if (!isAlternative && !texts.isEmpty()) {
                texts.add(HtmlText.of(text));
            }
        }
    }

    private static long tags(String html) {
        return html.chars().filter(c -> c == '<').count();
    }

    private File file(MimePart part, ContentType type) throws MessagingException {
        String name = fileName(part, type);
        return new File(
                name.isEmpty() ? usualName(type) : name, type.getBaseType().toLowerCase(Locale.ROOT), bytes(part));
    }

    private String usualName(ContentType type) {
        String end = switch (type.getBaseType().toLowerCase(Locale.ROOT)) {
            case "text/calendar" -> "ics";
            case "text/vcard", "text/x-vcard" -> "vcf";
            case "message/rfc822" -> "eml";
            case "text/plain", "text/rfc822-headers", "message/delivery-status" -> "txt";
            case "text/html" -> "html";
            default ->
                type.getSubType().matches("[A-Za-z0-9]{1,8}")
                        ? type.getSubType().toLowerCase(Locale.ROOT)
                        : "bin";
        };
        return "part-" + count + "." + end;
    }

    private static String fileName(MimePart part, ContentType type) {
        String name = null;
        try {
            name = part.getFileName();
        } catch (MessagingException | RuntimeException e) {
            // unreadable: then the type may have one
        }
        if (name == null) {
            name = type.getParameter("name");
        }
        if (name == null) {
            return "";
        }
        return OneLine.of(decoded(Raw.header(name)), 200);
    }

    private static String decoded(String name) {
        try {
            return MimeUtility.decodeText(name);
        } catch (UnsupportedEncodingException e) {
            return name;
        }
    }

    /** What a part claims to be; unreadable or none: text (RFC 2045, 5.2). */
    static ContentType type(MimePart part) throws MessagingException {
        String given = part.getHeader("Content-Type", null);
        ContentType plain = new ContentType("text", "plain", null);
        if (given == null) {
            return plain;
        }
        try {
            return new ContentType(given);
        } catch (ParseException | RuntimeException e) {
            String base = given.strip().split("[;\\s]", 2)[0];
            try {
                return new ContentType(base);
            } catch (ParseException | RuntimeException unreadable) {
                return plain;
            }
        }
    }

    static byte[] bytes(MimePart part) {
        try (InputStream in = part instanceof MimeBodyPart body
                ? body.getRawInputStream()
                : ((MimeMessage) part).getRawInputStream()) {
            return Raw.decode(in.readAllBytes(), part.getHeader("Content-Transfer-Encoding", null));
        } catch (MessagingException | IOException | RuntimeException e) {
            return new byte[0];
        }
    }
}
