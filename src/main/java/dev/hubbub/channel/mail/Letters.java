package dev.hubbub.channel.mail;

import dev.hubbub.component.Headers;
import dev.hubbub.message.Address;
import dev.hubbub.message.DeliveryId;
import jakarta.activation.DataHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.camel.Message;
import org.apache.camel.attachment.AttachmentMessage;
import org.jspecify.annotations.Nullable;

/** Makes a letter of what an exchange holds. */
final class Letters {
    private static final Pattern MESSAGE_ID = Pattern.compile("[!-;=?A-~]{1,200}@[!-;=?A-~]{1,200}");
    private static final Pattern TYPE =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9.+_-]{0,60}/[A-Za-z0-9][A-Za-z0-9.+_-]{0,60}");
    private static final String ANY_TYPE = "application/octet-stream";
    private static final int SUBJECT = 70;

    private Letters() {}

    /**
     * @param sender who it comes from
     * @param domain the domain its id is made in
     * @param plus whether answers are to go to an address that names the delivery
     */
    static Letter of(Message in, Mailbox sender, String domain, boolean plus) {
        String text = in.getBody(String.class);
        String key = deliveryOf(in);
        String senderName = text(in, Headers.SENDER_NAME);
        Mailbox from = sender.name().isEmpty() && senderName != null
                ? new Mailbox(sender.address(), OneLine.of(senderName, 200))
                : sender;
        Mailbox replyTo = plus ? new Mailbox(sender.local() + "+" + key + "@" + sender.domain(), from.name()) : null;
        return new Letter(
                key + "@" + domain,
                from,
                replyTo,
                subject(in, text == null ? "" : text),
                answered(in),
                text == null ? "" : text,
                text(in, Headers.HTML),
                submitted(in),
                files(in));
    }

    /** The key that is the same in every attempt; outside of a delivery a new one. */
    private static String deliveryOf(Message in) {
        String id = text(in, Headers.DELIVERY_ID);
        try {
            return id == null
                    ? UUID.randomUUID().toString()
                    : DeliveryId.parse(id).toString();
        } catch (IllegalArgumentException e) {
            return UUID.randomUUID().toString();
        }
    }

    /** A mail without a subject is taken for junk: then the text's beginning has to serve. */
    private static String subject(Message in, String text) {
        String given = text(in, Headers.SUBJECT);
        if (given != null) {
            return given;
        }
        String first = text.lines().filter(line -> !line.isBlank()).findFirst().orElse("(no subject)");
        return OneLine.of(first, SUBJECT);
    }

    /** The id of an arrived mail is its Message-ID and, behind a semicolon, its sender. */
    private static @Nullable String answered(Message in) {
        String id = text(in, "HubbubInReplyToExternalId");
        if (id == null) {
            return null;
        }
        int end = id.lastIndexOf(MailReader.BETWEEN);
        String first = end < 0 ? id : id.substring(0, end);
        return MESSAGE_ID.matcher(first).matches() ? first : null;
    }

    /** RFC 3834: whoever answers mail by machine is to leave these alone. */
    private static @Nullable String submitted(Message in) {
        String sender = text(in, Headers.SENDER);
        String channel = text(in, Headers.CHANNEL);
        boolean hubSpeaks = Address.BOT.uri().equals(sender)
                || (sender != null && sender.startsWith("channel:"))
                || (channel != null && (channel.startsWith("hub/") || channel.startsWith("job/")));
        if (!hubSpeaks) {
            return null;
        }
        return text(in, Headers.IN_REPLY_TO) == null ? "auto-generated" : "auto-replied";
    }

    private static List<Letter.File> files(Message in) {
        List<Letter.File> files = new ArrayList<>();
        AttachmentMessage with = in.getExchange().getMessage(AttachmentMessage.class);
        if (with != null && with.hasAttachments()) {
            for (Map.Entry<String, DataHandler> file : with.getAttachments().entrySet()) {
                String name = file.getValue().getName();
                files.add(new Letter.File(
                        name == null || name.isBlank() ? file.getKey() : name, type(file.getValue()), file.getValue()));
            }
        }
        return files;
    }

    private static String type(DataHandler file) {
        String type = file.getContentType();
        return type != null && TYPE.matcher(type).matches() ? type : ANY_TYPE;
    }

    private static @Nullable String text(Message in, String name) {
        String value = in.getHeader(name, String.class);
        return value == null || value.isBlank() ? null : value;
    }
}
