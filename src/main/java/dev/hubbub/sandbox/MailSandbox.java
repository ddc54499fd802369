package dev.hubbub.sandbox;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.hubbub.config.Key;
import dev.hubbub.config.Settings;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A mail server for trying the hub: domain {@code localhost}, a box {@code support} that is the hub's, and {@code ana} and
 * {@code ben}, whose passwords are their names. Mail to anybody else is kept, too, and goes nowhere. It keeps so much and no
 * more ({@link Keep}), and forgets everything when it stops.
 */
public final class MailSandbox implements AutoCloseable {
    /** The domain served. */
    public static final String DOMAIN = "localhost";

    private static final Logger LOG = LoggerFactory.getLogger(MailSandbox.class);
    private static final String LOOPBACK = "127.0.0.1";
    static final String OWN = "support";

    private static final List<String> PEOPLE = List.of(OWN, "ana", "ben");

    private final GreenMail server;
    private final Notes notes;

    private MailSandbox(GreenMail server, Keep keep) {
        this.server = server;
        this.notes = new Notes(keep);
        server.getUserManager().setMessageDeliveryHandler(new Postbox(server.getManagers(), keep, notes));
    }

    /** Starts as the settings say. */
    static MailSandbox start(Settings settings, Keep keep) throws IOException {
        return start(settings.integer(Key.SANDBOX_SMTP_PORT), settings.integer(Key.SANDBOX_IMAP_PORT), keep);
    }

    /**
     * Starts it on loopback.
     *
     * @param smtp the port for SMTP; if it is busy, or 0, a free one is taken
     * @param imap the same for IMAP
     */
    public static MailSandbox start(int smtp, int imap) throws IOException {
        return start(smtp, imap, Keep.USUAL);
    }

    static MailSandbox start(int smtp, int imap, Keep keep) throws IOException {
        GreenMail server = new GreenMail(new ServerSetup[] {
            new ServerSetup(free(smtp), LOOPBACK, ServerSetup.PROTOCOL_SMTP),
            new ServerSetup(free(imap), LOOPBACK, ServerSetup.PROTOCOL_IMAP)
        });
        try {
            server.start();
        } catch (RuntimeException e) {
            server.stop();
            throw new IOException("the sandbox's mail server does not start: " + e.getMessage(), e);
        }
        for (String user : PEOPLE) {
            server.setUser(user + "@" + DOMAIN, user, user);
        }
        MailSandbox sandbox = new MailSandbox(server, keep);
        LOG.info(
                "sandbox: mail server on 127.0.0.1, SMTP on port {}, IMAP on port {}, boxes ana and ben (password: the name)",
                sandbox.smtpPort(),
                sandbox.imapPort());
        return sandbox;
    }

    private static int free(int wished) throws IOException {
        if (wished == 0) {
            return 0;
        }
        try (ServerSocket probe = new ServerSocket(wished, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        } catch (BindException e) {
            LOG.warn("port {} is busy: the sandbox's mail server takes a free one instead", wished);
            return 0;
        }
    }

    public int smtpPort() {
        return server.getSmtp().getPort();
    }

    public int imapPort() {
        return server.getImap().getPort();
    }

    /** All mail that arrived, in any box, oldest first. */
    public List<MimeMessage> received() {
        return List.of(server.getReceivedMessages());
    }

    /** What came into boxes, and what was written in them. */
    Notes notes() {
        return notes;
    }

    /**
     * Somebody writes to the hub.
     *
     * @throws IOException if this server does not take the mail
     */
    void write(String from, String subject, String text) throws IOException {
        String to = OWN + "@" + DOMAIN;
        Session session = Session.getInstance(new Properties());
        MimeMessage mail = new MimeMessage(session);
        try (Transport transport = session.getTransport("smtp")) {
            mail.setFrom(from);
            mail.setRecipients(Message.RecipientType.TO, to);
            mail.setSubject(subject, "UTF-8");
            mail.setText(text, "UTF-8");
            mail.setHeader("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC)));
            mail.saveChanges();
            transport.connect(LOOPBACK, smtpPort(), null, null);
            transport.sendMessage(mail, mail.getAllRecipients());
        } catch (MessagingException e) {
            throw new IOException(e.getMessage(), e);
        }
        notes.add(new Note("", Instant.now(), from, true, from, List.of(to), subject, text, List.of()));
    }

    /** The same settings with this server as the hub's mail server. */
    public Settings applyTo(Settings settings) {
        String origin = "sandbox";
        return settings.with(Key.MAIL_SMTP_HOST, LOOPBACK, origin)
                .with(Key.MAIL_SMTP_PORT, Integer.toString(smtpPort()), origin)
                .with(Key.MAIL_SMTP_TLS, "off", origin)
                .with(Key.MAIL_IMAP_HOST, LOOPBACK, origin)
                .with(Key.MAIL_IMAP_PORT, Integer.toString(imapPort()), origin)
                .with(Key.MAIL_IMAP_TLS, "off", origin)
                .with(Key.MAIL_IMAP_USER, OWN, origin)
                .with(Key.MAIL_IMAP_PASSWORD, OWN, origin)
                .with(Key.MAIL_DOMAIN, DOMAIN, origin)
                .with(Key.MAIL_FROM, "Hubbub <" + OWN + "@" + DOMAIN + ">", origin)
                .with(Key.MAIL_TO, settings.has(Key.MAIL_TO) ? settings.text(Key.MAIL_TO) : "ana@" + DOMAIN, origin);
    }

    @Override
    public void close() {
        server.stop();
    }
}
