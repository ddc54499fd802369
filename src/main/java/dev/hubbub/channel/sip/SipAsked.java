package dev.hubbub.channel.sip;

import java.security.SecureRandom;
import java.text.ParseException;
import java.util.HexFormat;
import javax.sip.InvalidArgumentException;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.header.Header;
import javax.sip.header.ToHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A request that came, and that is to be answered once.
 *
 * @param from the IP address that it came from
 */
public record SipAsked(Request request, String from, ServerTransaction transaction) {
    private static final Logger LOG = LoggerFactory.getLogger(SipAsked.class);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int RETRY_SECONDS = 10;

    /** A word that nobody guesses. */
    static String random() {
        byte[] bytes = new byte[12];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Answers it. */
    public void answer(int status, Header... more) {
        try {
            Response response = SipParts.MESSAGES.createResponse(status, request);
            ToHeader to = (ToHeader) response.getHeader(ToHeader.NAME);
            if (to.getTag() == null) {
                to.setTag(random());
            }
            for (Header header : more) {
                response.addHeader(header);
            }
            transaction.sendResponse(response);
        } catch (SipException | ParseException | InvalidArgumentException e) {
            // it is asked again, as it got no answer
            LOG.warn("a SIP request was not answered: {}", e.toString());
        }
    }

    /** It cannot be served now; the sender is asked to come again. */
    void later() {
        try {
            answer(Response.SERVICE_UNAVAILABLE, SipParts.HEADERS.createRetryAfterHeader(RETRY_SECONDS));
        } catch (InvalidArgumentException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return "SipAsked[" + request.getMethod() + " from " + from + "]";
    }
}
