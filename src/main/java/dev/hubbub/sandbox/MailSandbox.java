package dev.hubbub.sandbox;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.hubbub.config.Key;
import dev.hubbub.config.Settings;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A mail server for trying the hub: domain {@code localhost}, a box {@code support} that is the hub's, and {@code ana} and
 * {@code ben}, whose passwords are their names. Mail to anybody else is kept, too, and goes nowhere. It forgets everything
 * when it stops.
 */
public final class MailSandbox implements AutoCloseable {
    /** The domain served. */
    public static final String DOMAIN = "localhost";

    private static final Logger LOG = LoggerFactory.getLogger(MailSandbox.class);
    private static final String LOOPBACK = "127.0.0.1";
    private static final String OWN = "support";

    private final GreenMail server;

    private MailSandbox(GreenMail server) {
        this.server = server;
    }

    /** Whether the settings ask for it: no mail server is configured, no other network either, and it is not switched off. */
    public static boolean isWanted(Settings settings) {
        boolean mail = settings.has(Key.MAIL_SMTP_HOST)
                || settings.has(Key.MAIL_IMAP_HOST)
                || settings.has(Key.MAIL_LISTEN_PORT);
        return switch (settings.text(Key.SANDBOX)) {
            case "on" -> !settings.has(Key.MAIL_SMTP_HOST) && !settings.has(Key.MAIL_IMAP_HOST);
            case "off" -> false;
            default -> !mail && !settings.has(Key.XMPP_DOMAIN);
        };
    }

    /** Starts as the settings say. */
    public static MailSandbox start(Settings settings) throws IOException {
        return start(settings.integer(Key.SANDBOX_SMTP_PORT), settings.integer(Key.SANDBOX_IMAP_PORT));
    }

    /**
     * Starts it on loopback.
     *
     * @param smtp the port for SMTP; if it is busy, or 0, a free one is taken
     * @param imap the same for IMAP
     */
    public static MailSandbox start(int smtp, int imap) throws IOException {
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
        for (String user : List.of(OWN, "ana", "ben")) {
            server.setUser(user + "@" + DOMAIN, user, user);
        }
        MailSandbox sandbox = new MailSandbox(server);
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
