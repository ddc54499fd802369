package dev.hubbub.channel.xmpp;

import dev.hubbub.component.Headers;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands to its route what clients say of direct messages that came to them (XEP-0184). */
final class ReceiptConsumer extends PlaceConsumer implements DirectMessages.ReceiptListener {
    private static final Logger LOG = LoggerFactory.getLogger(ReceiptConsumer.class);

    ReceiptConsumer(XmppEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
    }

    @Override
    void listen(Place place) {
        if (!(place instanceof DirectMessages direct)) {
            throw new IllegalArgumentException("hears=receipts is for direct messages");
        }
        direct.listen(this);
    }

    @Override
    void unlisten(Place place) {
        if (place instanceof DirectMessages direct) {
            direct.unlisten(this);
        }
    }

    @Override
    public void delivered(String id) {
        Exchange exchange = createExchange(true);
        try {
            exchange.getMessage().setBody("");
            exchange.getMessage().setHeader(Headers.EXTERNAL_ID, id);
            exchange.getMessage().setHeader(Headers.RECEIPT, "delivered");
            getProcessor().process(exchange);
            if (exchange.getException() != null) {
                throw exchange.getException();
            }
        } catch (Exception e) {
            LOG.warn("a receipt was not taken over: {}", e.toString());
        } finally {
            releaseExchange(exchange, true);
        }
    }
}
