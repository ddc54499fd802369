package dev.hubbub.contract;

import dev.hubbub.config.Key;
import dev.hubbub.config.Settings;
import dev.hubbub.sandbox.MailSandbox;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** People with mailboxes, and a mail server between them and the hub. */
final class MailNet extends Net {
    private final MailSandbox server;
    private final int smtp;
    private final int imap;

    MailNet() throws Exception {
        super(
                "email",
                "email/support",
                Can.NAME,
                Can.SUBJECT,
                Can.ANSWER,
                Can.FILE,
                Can.ANSWERS,
                Can.FILES,
                Can.REPEAT,
                Can.BOUNCES);
        server = MailSandbox.start(0, 0);
        smtp = way(server.smtpPort());
        imap = way(server.imapPort());
    }

    @Override
    Settings configure(Settings settings) {
        return server.applyTo(settings)
                .with(Key.MAIL_SMTP_PORT, Integer.toString(smtp))
                .with(Key.MAIL_IMAP_PORT, Integer.toString(imap))
                // how often it is asked whether it is still there, and for news that came just before it was listened
                // to
                .with(Key.MAIL_TIMEOUT, "3s");
    }

    @Override
    String recipient() {
        return "mailto:ana@localhost";
    }

    @Override
    String say(Said said) throws Exception {
        String answers = said.answers().isEmpty() ? "" : "In-Reply-To: <" + said.answers() + ">\r\n";
        post(said, answers);
        return said.id() + "@localhost";
    }

    private void post(Said said, String headers) throws Exception {
        String subject = said.subject().isEmpty()
                ? ""
                : "Subject: " + MimeUtility.encodeText(said.subject(), "UTF-8", "B") + "\r\n";
        String file = said.file().isEmpty()
                ? ""
                : "Content-Type: text/plain; name=\"=?utf-8?B?" + base64(said.file()) + "?=\"\r\n"
                        + "Content-Disposition: attachment\r\n\r\ninside\r\n--b\r\n";
        String raw = "From: Ana <ana@localhost>\r\nTo: support@localhost\r\nMessage-ID: <" + said.id()
                + "@localhost>\r\n" + headers + subject
                + "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n" + file
                + "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                + base64(said.text()) + "\r\n--b--\r\n";
        deliver(raw);
    }

    private void deliver(String raw) throws MessagingException {
        Session session = Session.getInstance(new Properties());
        MimeMessage mail = new MimeMessage(session, new ByteArrayInputStream(raw.getBytes(StandardCharsets.UTF_8)));
        try (Transport transport = session.getTransport("smtp")) {
            transport.connect("127.0.0.1", server.smtpPort(), null, null);
            transport.sendMessage(mail, new InternetAddress[] {new InternetAddress("support@localhost")});
        }
    }

    /** As the mail server of the recipient reports it (RFC 3464). */
    @Override
    void bounce(Seen sent) throws Exception {
        String raw = """
                From: MAILER-DAEMON@localhost
                To: support@localhost
                Message-ID: <report-%d@localhost>
                Auto-Submitted: auto-replied
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=delivery-status; boundary=b

                --b
                Content-Type: text/plain

                That did not work out.
                --b
                Content-Type: message/delivery-status

                Reporting-MTA: dns; localhost

                Final-Recipient: rfc822; ana@localhost
                Action: failed
                Status: 5.2.2
                --b
                Content-Type: text/rfc822-headers

                Message-ID: <%s>
                --b--
                """.formatted(sent.id().hashCode(), sent.id()).replace("\n", "\r\n");
        deliver(raw);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    String sender() {
        return "mailto:ana@localhost";
    }

    @Override
    boolean sayAsProgram(String text) throws Exception {
        post(Said.of("auto-" + text.hashCode(), text), "Auto-Submitted: auto-replied\r\n");
        return true;
    }

    @Override
    boolean sayWithHeaders(String text) throws Exception {
        post(
                Said.of("headers", text),
                String.join(
                        "\r\n",
                        "HubbubSender: acct:admin@hub",
                        "HubbubPriority: urgent",
                        "HubbubReplyTo: mailto:ben@localhost",
                        "CamelFileName: x",
                        "HubbubTags: incident",
                        ""));
        return true;
    }

    @Override
    Optional<String> nobody() {
        return Optional.of("tel:+4917012345678");
    }

    @Override
    List<Seen> seen() throws Exception {
        List<Seen> seen = new ArrayList<>();
        for (MimeMessage mail : server.received()) {
            if (InternetAddress.toString(mail.getRecipients(Message.RecipientType.TO))
                    .contains("ana@")) {
                StringBuilder text = new StringBuilder();
                List<String> files = new ArrayList<>();
                read(mail, text, files);
                seen.add(new Seen(
                        bare(mail.getMessageID()),
                        text.toString(),
                        String.join(",", files),
                        bare(mail.getHeader("In-Reply-To", null)),
                        "",
                        ""));
            }
        }
        return seen;
    }

    private static String bare(@Nullable String id) {
        return id == null ? "" : id.replaceAll("[<>\\s]", "");
    }

    private static void read(Part part, StringBuilder text, List<String> files) throws MessagingException, IOException {
        if (part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                read(parts.getBodyPart(i), text, files);
            }
        } else if (part.getFileName() != null) {
            files.add(MimeUtility.decodeText(part.getFileName()));
        } else if (part.isMimeType("text/plain")) {
            text.append(part.getContent().toString().replace("\r\n", "\n"));
        }
    }

    @Override
    void close() throws Exception {
        super.close();
        server.close();
    }
}
