package dev.hubbub.channel.mail;

import dev.hubbub.component.Headers;
import dev.hubbub.intake.IntakeException;
import jakarta.activation.DataHandler;
import jakarta.mail.util.ByteArrayDataSource;
import java.util.HashSet;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.attachment.AttachmentMessage;
import org.jspecify.annotations.Nullable;

/** Fills a fresh exchange with an arrived mail, and reads from it afterwards whether the mail was taken. */
final class Handover {
    /** Who is behind the mail: {@code person}, {@code machine}, {@code reply}, {@code receipt}, {@code report}, {@code own}. */
    static final String KIND = "MailKind";

    /** {@code true} if a trusted mail server has proven the sender's domain. */
    static final String VERIFIED = "MailVerified";

    private Handover() {}

    static void fill(Exchange exchange, Arrival arrival) {
        Message message = exchange.getMessage();
        message.setBody(arrival.text());
        put(message, KIND, arrival.kind().word());
        put(message, VERIFIED, Boolean.toString(arrival.verified()));
        Receipt receipt = arrival.receipt();
        if (receipt != null) {
            put(message, Headers.EXTERNAL_ID, receipt.id());
            put(message, Headers.RECEIPT, receipt.state());
            return;
        }
        put(message, Headers.EXTERNAL_ID, arrival.externalId());
        put(message, Headers.SENDER, arrival.sender().uri());
        put(message, Headers.SENDER_NAME, arrival.senderName());
        put(
                message,
                Headers.REPLY_TO,
                arrival.replyTo() == null ? null : arrival.replyTo().uri());
        put(message, Headers.SUBJECT, arrival.subject());
        put(message, Headers.HTML, arrival.html());
        put(
                message,
                Headers.SENT_AT,
                arrival.sentAt() == null ? null : arrival.sentAt().toString());
        put(message, "HubbubInReplyToExternalId", arrival.answers());
        attach(exchange, arrival);
    }

    private static void attach(Exchange exchange, Arrival arrival) {
        if (arrival.files().isEmpty()) {
            return;
        }
        AttachmentMessage message = exchange.getMessage(AttachmentMessage.class);
        Set<String> names = new HashSet<>();
        for (Parts.File file : arrival.files()) {
            ByteArrayDataSource source = new ByteArrayDataSource(file.content(), file.type());
            source.setName(file.name());
            // two files may have the same name
            String name = file.name();
            for (int n = 2; !names.add(name); n++) {
                name = n + "-" + file.name();
            }
            message.addAttachment(name, new DataHandler(source));
        }
    }

    private static void put(Message message, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            message.setHeader(name, value);
        }
    }

    /** @throws NotTakenException if the hub refused it for good; any other exception: perhaps later */
    static void rethrow(Exchange exchange) throws Exception {
        IntakeException known = exchange.getException(IntakeException.class);
        if (known instanceof IntakeException.Refused || known instanceof IntakeException.KeyReused) {
            throw new NotTakenException("5.6.0", String.valueOf(known.getMessage()), known);
        }
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
        if (exchange.isRollbackOnly()) {
            throw new IllegalStateException("the route marked the mail for rollback");
        }
    }
}
