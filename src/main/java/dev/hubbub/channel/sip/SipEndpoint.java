package dev.hubbub.channel.sip;

import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/**
 * {@code from: sip:messages}, {@code sip:messages?user=desk}; {@code to: sip:message}.
 *
 * <p>What comes in has the headers of the hub's list: sender as {@code sip:ana@example.org}, subject, what it answers, when it was
 * written; it is answered by 200 when the exchange has ended well. With {@code user} a route takes only what is said to that user of
 * the hub. {@code sip:message} sends the body to the delivery's recipient, or to those of {@code hubbub.sip.recipients}.
 */
final class SipEndpoint extends DefaultEndpoint {
    private final Sip sip;
    private final String what;
    private final String user;

    SipEndpoint(String uri, SipComponent component, Sip sip, String what, String user) {
        super(uri, component);
        this.sip = sip;
        this.what = what;
        this.user = user;
    }

    @Override
    public Producer createProducer() {
        if (!what.equals("message")) {
            throw new IllegalArgumentException("sip:" + what + " does not write: there is sip:message");
        }
        return new SipProducer(this, sip);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        if (!what.equals("messages")) {
            throw new IllegalArgumentException("sip:" + what + " does not read: there is sip:messages");
        }
        SipConsumer consumer = new SipConsumer(this, sip, user, processor);
        configureConsumer(consumer);
        return consumer;
    }
}
