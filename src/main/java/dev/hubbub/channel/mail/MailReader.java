package dev.hubbub.channel.mail;

import dev.hubbub.message.DeliveryId;
import dev.hubbub.parser.PlainHtml;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.util.SharedByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Properties;
import org.eclipse.angus.mail.util.MailStreamProvider;
import org.jsoup.nodes.Entities;
import org.jspecify.annotations.Nullable;

/**
 * Makes of a mail's bytes what the hub takes. Whatever is wrong with a mail, something can be read of it; only what is out of
 * all proportion is refused.
 *
 * @param mostHtml characters of HTML that the hub takes; longer HTML is attached
 * @param domains the hub's own
 * @param trusted whose Authentication-Results are believed; empty: nobody's
 */
record MailReader(MailLimits limits, int mostHtml, List<String> domains, String trusted) {
    /**
     * Who makes streams for Jakarta Mail (its {@code StreamProvider}). Left to itself it looks through all libraries for that with
     * each mail, which takes longer than all else that is done with one.
     */
    private static final String STREAMS = "jakarta.mail.util.StreamProvider";

    static {
        if (System.getProperty(STREAMS) == null) {
            System.setProperty(STREAMS, MailStreamProvider.class.getName());
        }
    }

    private static final Session NONE = Session.getInstance(new Properties());
    private static final int NAME = 200;
    private static final int SUBJECT = 900;
    private static final int LONGEST_ID = 900;
    private static final int MOST_ANSWERED = 10;

    /** What stands in an external id between Message-ID and sender. */
    static final String BETWEEN = ";";

    /** @throws NotTakenException if it can never be taken */
    Arrival read(byte[] raw, Envelope envelope) throws NotTakenException {
        refuseHuge(raw);
        try {
            MimeMessage mail = new MimeMessage(NONE, new SharedByteArrayInputStream(raw));
            Heads heads = new Heads(mail);
            if (heads.all("Received").size() > MailLimits.PASSED) {
                throw new NotTakenException("5.4.6", "the mail goes round in circles", null);
            }
            return arrival(raw, envelope, heads, Parts.of(mail, raw, limits), Parts.type(mail));
        } catch (MessagingException e) {
            throw new NotTakenException("5.6.0", "the mail cannot be read", e);
        }
    }

    /** What a mail in a mailbox tells of its envelope: the mail server has noted it at the top. */
    static Envelope envelope(byte[] raw) {
        try {
            Heads heads = new Heads(new MimeMessage(NONE, new SharedByteArrayInputStream(raw)));
            String path = heads.first("Return-Path");
            List<String> to = new ArrayList<>();
            for (String name : List.of("Delivered-To", "X-Original-To", "Envelope-To", "To", "Cc")) {
                heads.mailboxes(name).forEach(mailbox -> to.add(mailbox.address()));
            }
            // one that was not noted is somebody all the same
            String from = path == null ? "unknown" : path.strip().replaceAll("^<|>$", "");
            return new Envelope(from, to);
        } catch (MessagingException e) {
            return new Envelope("unknown", List.of());
        }
    }

    private void refuseHuge(byte[] raw) throws NotTakenException {
        if (raw.length > limits.bytes()) {
            throw new NotTakenException("5.3.4", "the mail has more than " + limits.bytes() + " bytes", null);
        }
        int line = 0;
        for (int at = 0; at < raw.length; at++) {
            if (raw[at] == '\n') {
                if (at - line <= 1 && (at == line || raw[line] == '\r')) {
                    return;
                }
                line = at + 1;
            }
            if (at > MailLimits.HEADERS) {
                throw new NotTakenException(
                        "5.6.0", "the mail has more than " + MailLimits.HEADERS + " bytes of headers", null);
            }
        }
    }

    private Arrival arrival(byte[] raw, Envelope envelope, Heads heads, Parts parts, ContentType type)
            throws NotTakenException {
        Mailbox sender = sender(heads, envelope);
        Receipt receipt = Receipt.isReport(type)
                ? Receipt.of(parts.files()).filter(told -> isOwn(told.id())).orElse(null)
                : null;
        Kind kind = kind(heads, envelope, type, receipt);
        String all = parts.text().isBlank() && parts.html() != null ? HtmlText.of(parts.html()) : parts.text();
        String text = Quotes.folded(all);
        boolean answerable = kind == Kind.PERSON;
        String html = html(parts, all, text);
        List<Parts.File> files = new ArrayList<>(parts.files());
        if (html != null && html.length() > mostHtml) {
            files.add(new Parts.File("message.html", "text/html", html.getBytes(StandardCharsets.UTF_8)));
            html = null;
        }
        return new Arrival(
                kind,
                externalId(heads, raw, sender),
                sender.uri(),
                sender.name().isEmpty() ? sender.local() : OneLine.of(sender.name(), NAME),
                answerable
                        ? heads.mailboxes("Reply-To").stream()
                                .findFirst()
                                .orElse(sender)
                                .uri()
                        : null,
                heads.shown("Subject", SUBJECT).orElse(null),
                text.isEmpty() && files.isEmpty()
                        ? heads.shown("Subject", SUBJECT).orElse("(empty)")
                        : text,
                html,
                heads.sentAt(),
                answered(heads, envelope, sender),
                Verdicts.prove(heads, trusted, sender),
                receipt,
                files);
    }

    private static Mailbox sender(Heads heads, Envelope envelope) throws NotTakenException {
        List<Mailbox> written = new ArrayList<>(heads.mailboxes("From"));
        written.addAll(heads.mailboxes("Sender"));
        Mailbox.bare(envelope.from()).ifPresent(written::add);
        if (written.isEmpty()) {
            throw new NotTakenException("5.1.7", "the mail does not say who it is from", null);
        }
        return written.get(0);
    }

    private Kind kind(Heads heads, Envelope envelope, ContentType type, @Nullable Receipt receipt) {
        if (receipt != null) {
            return Kind.RECEIPT;
        }
        if (Receipt.isReport(type)) {
            return Kind.REPORT;
        }
        if (heads.ids("Message-ID").stream().anyMatch(this::isOwn)) {
            return Kind.OWN;
        }
        return Kind.of(heads, envelope.from().isEmpty());
    }

    /** Whether the hub made this id, for a mail that it sent. */
    private boolean isOwn(String id) {
        int at = id.lastIndexOf('@');
        return at > 0 && domains.contains(id.substring(at + 1)) && isDelivery(id.substring(0, at));
    }

    private static boolean isDelivery(String text) {
        try {
            return DeliveryId.parse(text).toString().equals(text);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** A mail without an id is known again by all of it. */
    private static String externalId(Heads heads, byte[] raw, Mailbox sender) {
        String id = heads.ids("Message-ID").stream().findFirst().orElseGet(() -> digest(raw));
        String whole = id + BETWEEN + sender.address();
        return whole.length() <= LONGEST_ID ? whole : digest(whole.getBytes(StandardCharsets.UTF_8));
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Where something was folded away, all of it is kept here. */
    private static @Nullable String html(Parts parts, String all, String folded) {
        String html = parts.html();
        if (html != null) {
            return PlainHtml.clean(html);
        }
        return all.strip().equals(folded) ? null : "<pre>" + Entities.escape(all.strip()) + "</pre>";
    }

    /**
     * What it may answer, the likeliest last: deliveries of the hub, and earlier mails of the same sender, which is how people
     * add to what they wrote.
     */
    private @Nullable String answered(Heads heads, Envelope envelope, Mailbox sender) {
        List<String> ids = new ArrayList<>(heads.ids("References"));
        ids.addAll(heads.ids("In-Reply-To"));
        List<String> named = new ArrayList<>();
        for (String id : ids.subList(Math.max(0, ids.size() - MOST_ANSWERED), ids.size())) {
            named.add(isOwn(id) ? id : id + BETWEEN + sender.address());
        }
        for (String address : envelope.to()) {
            if (isDelivery(plus(address))) {
                named.add(plus(address) + "@" + domains.get(0));
            }
        }
        return named.isEmpty() ? null : String.join(" ", new LinkedHashSet<>(named));
    }

    /** What stands between + and @. */
    private static String plus(String address) {
        int at = address.lastIndexOf('@');
        int plus = address.indexOf('+');
        return plus > 0 && plus < at ? address.substring(plus + 1, at) : "";
    }
}
