package dev.hubbub.channel.mail;

import jakarta.activation.DataHandler;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A mail to be sent, but for its recipient. What stands in it may be as hostile as it likes: it becomes header values of
 * one line, or body.
 *
 * @param id its Message-ID without brackets: the delivery's id and the hub's domain
 * @param replyTo where answers are to go, or null: to the sender
 * @param answers the Message-ID of the mail that it answers, without brackets, or null
 * @param html the text as HTML, or null
 * @param submitted what {@code Auto-Submitted} says (RFC 3834), or null if a person speaks
 */
record Letter(
        String id,
        Mailbox from,
        @Nullable Mailbox replyTo,
        String subject,
        @Nullable String answers,
        String text,
        @Nullable String html,
        @Nullable String submitted,
        List<File> files) {
    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    /** @param type its media type, in ASCII */
    record File(String name, String type, DataHandler content) {}

    Letter {
        files = List.copyOf(files);
    }

    /** The mail for one recipient. */
    MimeMessage to(Mailbox recipient, Session session) throws MessagingException {
        MimeMessage mail = new WithId(session, id);
        mail.setFrom(from.header());
        mail.setRecipients(MimeMessage.RecipientType.TO, new InternetAddress[] {recipient.header()});
        if (replyTo != null) {
            mail.setReplyTo(new InternetAddress[] {replyTo.header()});
        }
        mail.setSubject(OneLine.of(subject, 900), UTF_8);
        mail.setSentDate(Date.from(Instant.now()));
        if (answers != null) {
            mail.setHeader("In-Reply-To", "<" + answers + ">");
            mail.setHeader("References", "<" + answers + ">");
        }
        if (submitted != null) {
            mail.setHeader("Auto-Submitted", submitted);
        }
        fill(mail);
        mail.saveChanges();
        return mail;
    }

    private void fill(MimeMessage mail) throws MessagingException {
        if (files.isEmpty() && html == null) {
            mail.setText(text, UTF_8);
        } else if (files.isEmpty()) {
            mail.setContent(alternatives());
        } else {
            MimeMultipart mixed = new MimeMultipart("mixed");
            mixed.addBodyPart(said());
            for (File file : files) {
                mixed.addBodyPart(part(file));
            }
            mail.setContent(mixed);
        }
    }

    private MimeBodyPart said() throws MessagingException {
        MimeBodyPart said = new MimeBodyPart();
        if (html == null) {
            said.setText(text, UTF_8);
        } else {
            said.setContent(alternatives());
        }
        return said;
    }

    /** The richest last (RFC 2046, 5.1.4). */
    private MimeMultipart alternatives() throws MessagingException {
        MimeBodyPart plain = new MimeBodyPart();
        plain.setText(text, UTF_8);
        MimeBodyPart rich = new MimeBodyPart();
        rich.setText("<!DOCTYPE html><html><body>" + html + "</body></html>", UTF_8, "html");
        return new MimeMultipart("alternative", plain, rich);
    }

    private static MimeBodyPart part(File file) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setDataHandler(file.content());
        part.setHeader("Content-Type", file.type());
        part.setDisposition(MimeBodyPart.ATTACHMENT);
        part.setFileName(OneLine.of(file.name(), 200));
        return part;
    }

    /** A mail whose id is given, and not made up anew. */
    private static final class WithId extends MimeMessage {
        private final String id;

        WithId(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", "<" + id + ">");
        }
    }
}
