package dev.hubbub.channel.sip;

import dev.hubbub.channel.OpenConsumer;
import dev.hubbub.intake.IntakeException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes on what comes; it is acknowledged when its exchange has ended well, which is after the hub's commit. */
final class SipConsumer extends OpenConsumer implements Sip.Taker {
    private static final Logger LOG = LoggerFactory.getLogger(SipConsumer.class);
    private static final int TAKEN = 200;
    private static final int REFUSED = 400;
    private static final int TOO_LARGE = 413;
    private static final int LATER = 503;

    private final Sip sip;
    private final String user;
    private boolean listens;

    SipConsumer(SipEndpoint endpoint, Sip sip, String user, Processor processor) {
        super(endpoint, processor);
        this.sip = sip;
        this.user = user;
    }

    @Override
    protected void begin() throws Exception {
        sip.listen(user, this);
        try {
            sip.enter();
            listens = true;
        } finally {
            if (!listens) {
                sip.hush(user);
            }
        }
    }

    @Override
    protected void end() {
        if (listens) {
            listens = false;
            sip.hush(user);
            sip.leave();
        }
    }

    @Override
    public int take(Said said) {
        Exchange exchange = createExchange(false);
        try {
            fill(exchange.getMessage(), said);
            getProcessor().process(exchange);
            return status(exchange, said);
        } catch (Exception e) {
            LOG.warn("what came by SIP is not taken just now: {}", e.toString());
            return LATER;
        } finally {
            releaseExchange(exchange, false);
        }
    }

    private static void fill(Message message, Said said) {
        message.setBody(said.text());
        message.setHeader(SipHeaders.EXTERNAL_ID, said.id());
        message.setHeader(SipHeaders.ALIAS, said.callId());
        message.setHeader(SipHeaders.SENDER, said.sender().uri());
        message.setHeader(SipHeaders.REPLY_TO, said.sender().uri());
        if (!said.senderName().isEmpty()) {
            message.setHeader(SipHeaders.SENDER_NAME, said.senderName());
        }
        if (!said.subject().isEmpty()) {
            message.setHeader(SipHeaders.SUBJECT, said.subject());
        }
        if (!said.answers().isEmpty()) {
            message.setHeader(SipHeaders.ANSWERED, said.answers());
        }
        if (said.sentAt() != null) {
            message.setHeader(SipHeaders.SENT_AT, said.sentAt().toString());
        }
    }

    /** What the hub refuses for good is refused here, everything else is to come again. */
    private static int status(Exchange exchange, Said said) {
        IntakeException known = exchange.getException(IntakeException.class);
        if (known instanceof IntakeException.Refused || known instanceof IntakeException.KeyReused) {
            LOG.warn("{} is not taken: {}", said, known.getMessage());
            return known instanceof IntakeException.Refused refused
                            && refused.field().equals("text")
                    ? TOO_LARGE
                    : REFUSED;
        }
        if (exchange.getException() != null) {
            LOG.warn(
                    "{} is not taken just now: {}",
                    said,
                    exchange.getException().toString());
            return LATER;
        }
        return exchange.isRollbackOnly() ? LATER : TAKEN;
    }
}
