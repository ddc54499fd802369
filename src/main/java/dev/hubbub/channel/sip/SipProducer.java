package dev.hubbub.channel.sip;

import dev.hubbub.outbox.DeliveryException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import javax.sip.SipException;
import javax.sip.header.Header;
import javax.sip.header.InReplyToHeader;
import javax.sip.header.SubjectHeader;
import javax.sip.message.Request;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;
import org.jspecify.annotations.Nullable;

/** Sends the exchange's body; the exchange ends well when everybody for whom it is has taken it (2xx). */
final class SipProducer extends DefaultProducer {
    private static final int FAILED = 1000;
    private static final int LONGEST_SUBJECT = 200;

    private final Sip sip;
    private boolean entered;

    /** Who has what of deliveries that failed for others, so that a further attempt does not send it to them again. */
    private final Map<String, Set<SipAddress>> taken = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Set<SipAddress>> eldest) {
            return size() > FAILED;
        }
    });

    SipProducer(SipEndpoint endpoint, Sip sip) {
        super(endpoint);
        this.sip = sip;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        sip.enter();
        entered = true;
    }

    @Override
    protected void doStop() throws Exception {
        if (entered) {
            entered = false;
            sip.leave();
        }
        super.doStop();
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        Message message = exchange.getMessage();
        String body = message.getBody(String.class);
        if (body == null || body.isBlank()) {
            throw new DeliveryException.Permanent("there is no text to send", null);
        }
        String delivery = message.getHeader(SipHeaders.DELIVERY_ID, exchange.getExchangeId(), String.class);
        List<SipAddress> recipients = recipients(message.getHeader(SipHeaders.RECIPIENT, String.class));
        Set<SipAddress> done = taken.getOrDefault(delivery, ConcurrentHashMap.newKeySet());
        for (int n = 0; n < recipients.size(); n++) {
            SipAddress recipient = recipients.get(n);
            if (!done.contains(recipient)) {
                send(letter(message, recipient, callId(delivery, n), body));
                done.add(recipient);
                if (recipients.size() > 1) {
                    taken.put(delivery, done);
                }
            }
        }
        taken.remove(delivery);
        message.setHeader(SipHeaders.EXTERNAL_ID, callId(delivery, 0));
    }

    private String callId(String delivery, int n) {
        return delivery + (n == 0 ? "" : "-" + n) + "@" + sip.settings().own().host();
    }

    private List<SipAddress> recipients(@Nullable String one) throws DeliveryException {
        if (one != null) {
            SipAddress recipient = SipAddress.parse(one)
                    .orElseThrow(() -> new DeliveryException.Permanent(
                            "the recipient is no address as sip:ana@example.org", null));
            if (!recipient.isReachedBy(sip.settings().transport())) {
                throw new DeliveryException.Permanent(
                        "the recipient is reached by tls only, and hubbub.sip.transport is another", null);
            }
            return List.of(recipient);
        }
        List<SipAddress> all = sip.settings().recipients();
        if (all.isEmpty()) {
            throw new DeliveryException.Permanent("nobody is named, and hubbub.sip.recipients names nobody", null);
        }
        return all;
    }

    private SipLetter letter(Message message, SipAddress recipient, String callId, String body) {
        List<Header> headers = new ArrayList<>();
        String subject = message.getHeader(SipHeaders.SUBJECT, "", String.class)
                .replaceAll("\\p{Cntrl}+", " ")
                .strip();
        if (!subject.isEmpty()) {
            headers.add(SipParts.header(
                    SubjectHeader.NAME,
                    subject.substring(
                            0,
                            subject.offsetByCodePoints(
                                    0, Math.min(LONGEST_SUBJECT, subject.codePointCount(0, subject.length()))))));
        }
        String answered = message.getHeader(
                SipHeaders.ANSWERED_ALIAS, message.getHeader(SipHeaders.ANSWERED, "", String.class), String.class);
        if (answered.matches("[\\x21-\\x7e&&[^,;<>\"]]{1,200}")) {
            headers.add(SipParts.header(InReplyToHeader.NAME, answered));
        }
        return new SipLetter(Request.MESSAGE, recipient, sip.settings().own(), recipient, callId, body, headers);
    }

    private void send(SipLetter letter) throws DeliveryException, InterruptedException {
        try {
            DeliveryException failure = Answers.failure(sip.ask(letter));
            if (failure != null) {
                throw failure;
            }
        } catch (SipException e) {
            throw new DeliveryException.Temporary("no connection to the SIP server", e);
        } catch (TimeoutException e) {
            // under the same Call-ID it can be told from a new one
            throw new DeliveryException.Temporary("the SIP server does not answer", e);
        }
    }
}
