package dev.hubbub.channel.sip;

import dev.hubbub.message.Address;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sip.address.SipURI;
import javax.sip.address.TelURL;
import javax.sip.address.URI;
import javax.sip.header.CSeqHeader;
import javax.sip.header.CallIdHeader;
import javax.sip.header.ContentTypeHeader;
import javax.sip.header.DateHeader;
import javax.sip.header.FromHeader;
import javax.sip.header.InReplyToHeader;
import javax.sip.header.SubjectHeader;
import javax.sip.message.Request;
import org.jspecify.annotations.Nullable;

/**
 * What somebody said by a MESSAGE.
 *
 * @param senderName as the sender's program shows it; empty where it does not
 * @param callId the network's name for it
 * @param number the further part of that name, if several travel under one
 * @param subject empty where there is none
 * @param answers what it answers, by that name
 */
public record Said(
        Address sender,
        String senderName,
        String callId,
        long number,
        String subject,
        String text,
        List<String> answers,
        @Nullable Instant sentAt) {
    private static final int LONGEST_NAME = 100;
    private static final String CPIM = "message/cpim";

    /** What tells a program about another program: that somebody types, that somebody has read. Nobody said that. */
    private static final Pattern SIGNAL = Pattern.compile("application/im-iscomposing\\+xml|message/imdn\\+xml");

    private static final Pattern CHARSET = Pattern.compile("(?i);\\s*charset=\"?([^\";\\s]+)");
    private static final Pattern CPIM_TYPE = Pattern.compile("(?im)^content-type:[ \\t]*(.*)$");

    public Said {
        answers = List.copyOf(answers);
    }

    /** It cannot be read; the status says why. */
    static final class UnreadableException extends Exception {
        private static final long serialVersionUID = 1L;

        private final int status;

        UnreadableException(int status) {
            super("SIP " + status);
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    /** Reads it; empty where a program and nobody else said something. */
    public static Optional<Said> read(Request request) throws UnreadableException {
        String type = type(request);
        byte[] body = request.getRawContent() == null ? new byte[0] : request.getRawContent();
        Optional<String> text = text(type, body);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        FromHeader from = (FromHeader) request.getHeader(FromHeader.NAME);
        String name = from.getAddress().getDisplayName();
        return Optional.of(new Said(
                sender(from.getAddress().getURI()),
                name == null || name.length() > LONGEST_NAME ? "" : name.strip(),
                ((CallIdHeader) request.getHeader(CallIdHeader.NAME)).getCallId(),
                ((CSeqHeader) request.getHeader(CSeqHeader.NAME)).getSeqNumber(),
                request.getHeader(SubjectHeader.NAME) instanceof SubjectHeader subject ? subject.getSubject() : "",
                text.get().stripTrailing(),
                answers(request),
                sentAt(request)));
    }

    /** A date that lies ahead is none. */
    private static @Nullable Instant sentAt(Request request) {
        if (!(request.getHeader(DateHeader.NAME) instanceof DateHeader date)) {
            return null;
        }
        Instant said = date.getDate().toInstant().truncatedTo(ChronoUnit.SECONDS);
        return said.isAfter(Instant.now()) ? null : said;
    }

    /** The same Call-ID and CSeq is the same message. */
    String id() {
        return callId + "/" + number;
    }

    private static String type(Request request) throws UnreadableException {
        if (request.getContentEncoding() != null) {
            throw new UnreadableException(415);
        }
        if (!(request.getHeader(ContentTypeHeader.NAME) instanceof ContentTypeHeader header)) {
            return "text/plain";
        }
        String charset = header.getParameter("charset");
        return header.getContentType() + "/" + header.getContentSubType()
                + (charset == null ? "" : ";charset=" + charset);
    }

    private static Optional<String> text(String type, byte[] body) throws UnreadableException {
        String bare = type.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
        if (SIGNAL.matcher(bare).matches()) {
            return Optional.empty();
        }
        if (bare.equals(CPIM)) {
            return unwrapped(new String(body, StandardCharsets.UTF_8));
        }
        if (!bare.equals("text/plain")) {
            throw new UnreadableException(415);
        }
        Matcher charset = CHARSET.matcher(type);
        try {
            return Optional.of(
                    new String(body, charset.find() ? Charset.forName(charset.group(1)) : StandardCharsets.UTF_8));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new UnreadableException(415);
        }
    }

    /** The text in a wrapping of RFC 3862: its own headers, an empty line, MIME headers, an empty line. They steer nothing. */
    private static Optional<String> unwrapped(String wrapped) throws UnreadableException {
        String[] parts = wrapped.split("\r?\n\r?\n", 3);
        if (parts.length < 3) {
            throw new UnreadableException(400);
        }
        Matcher type = CPIM_TYPE.matcher(parts[1]);
        String bare =
                type.find() ? type.group(1).replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT) : "text/plain";
        return bare.equals(CPIM) ? unreadable() : text(bare, parts[2].getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<String> unreadable() throws UnreadableException {
        throw new UnreadableException(415);
    }

    private static Address sender(URI uri) throws UnreadableException {
        try {
            if (uri instanceof SipURI sip) {
                return SipAddress.of(sip).address();
            }
            if (uri instanceof TelURL tel) {
                return Address.of(
                        "tel",
                        (tel.isGlobal() ? "+" : "") + tel.getPhoneNumber().replaceFirst("^\\+", ""));
            }
        } catch (IllegalArgumentException e) {
            throw new UnreadableException(400);
        }
        throw new UnreadableException(416);
    }

    private static List<String> answers(Request request) {
        List<String> answers = new ArrayList<>();
        for (Iterator<?> all = request.getHeaders(InReplyToHeader.NAME); all.hasNext(); ) {
            if (all.next() instanceof InReplyToHeader header) {
                answers.add(header.getCallId());
            }
        }
        return answers;
    }

    @Override
    public String toString() {
        return "Said[" + id() + "]";
    }
}
