package dev.hubbub.channel.mail;

import dev.hubbub.outbox.DeliveryException;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Set;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;

/** One connection to the mail server, for the recipients of one delivery; each recipient is a transaction of its own. */
final class Postman implements AutoCloseable {
    /** Refusals of the hub's log-in, which whoever runs the hub can mend: RFC 4954. */
    private static final Set<Integer> LOG_IN = Set.of(530, 534, 535, 538);

    private final Session session;
    private final Transport transport;

    private Postman(Session session, Transport transport) {
        this.session = session;
        this.transport = transport;
    }

    /**
     * Connects and logs in.
     *
     * @param helo the name by which the hub introduces itself
     */
    static Postman to(MailServer server, String helo) throws DeliveryException {
        if (!server.isConfigured()) {
            throw new DeliveryException.Permanent("no mail server is configured: set hubbub.mail.smtp.host", null);
        }
        try {
            Session session = server.session(helo);
            Transport transport = session.getTransport("smtp");
            String user = server.user();
            transport.connect(
                    server.host(),
                    server.port(),
                    user.isEmpty() ? null : user,
                    user.isEmpty() ? null : server.password().reveal());
            return new Postman(session, transport);
        } catch (AuthenticationFailedException e) {
            throw new DeliveryException.Temporary("the mail server does not take the hub's user and password", e);
        } catch (MessagingException e) {
            throw new DeliveryException.Temporary("the mail server cannot be reached: " + reason(e), e);
        } catch (GeneralSecurityException | IOException e) {
            throw new DeliveryException.Temporary("the connection cannot be encrypted: " + e.getMessage(), e);
        }
    }

    /** Hands a letter over; when it returns, the server has taken it. */
    void send(Letter letter, Mailbox recipient) throws DeliveryException {
        try {
            MimeMessage mail = letter.to(recipient, session);
            transport.sendMessage(mail, mail.getAllRecipients());
        } catch (MessagingException e) {
            throw failure(recipient, e);
        }
    }

    private static DeliveryException failure(Mailbox recipient, MessagingException e) {
        Reply reply = reply(e);
        if (reply == null) {
            return new DeliveryException.Temporary("the mail server failed: " + reason(e), e);
        }
        String says = recipient.address() + ": " + OneLine.of(reply.text(), 300);
        return reply.code() >= 500 && !LOG_IN.contains(reply.code())
                ? new DeliveryException.Permanent(says, e)
                : new DeliveryException.Temporary(says, e);
    }

    private record Reply(int code, String text) {}

    /** What the server answered; the recipient's answer before that to the mail as such. */
    private static @Nullable Reply reply(MessagingException e) {
        Reply found = null;
        for (@Nullable Throwable at = e; at != null; at = at.getCause()) {
            if (at instanceof SMTPAddressFailedException refused) {
                return new Reply(refused.getReturnCode(), String.valueOf(refused.getMessage()));
            } else if (at instanceof SMTPSenderFailedException refused) {
                found = new Reply(refused.getReturnCode(), String.valueOf(refused.getMessage()));
            } else if (at instanceof SMTPSendFailedException refused && refused.getReturnCode() > 0) {
                found = new Reply(refused.getReturnCode(), String.valueOf(refused.getMessage()));
            }
        }
        return found;
    }

    private static String reason(Throwable e) {
        return OneLine.of(String.valueOf(e.getMessage()), 300);
    }

    @Override
    public void close() {
        try {
            transport.close();
        } catch (MessagingException e) {
            // what was taken was taken: how the server says goodbye changes nothing
        }
    }
}
