package dev.hubbub.channel.xmpp;

import dev.hubbub.component.Headers;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands to its route what clients say of direct messages that came to them (XEP-0184). */
final class ReceiptConsumer extends DefaultConsumer implements DirectMessages.ReceiptListener {
    private static final Logger LOG = LoggerFactory.getLogger(ReceiptConsumer.class);

    private final XmppEndpoint endpoint;
    private XmppEndpoint.@Nullable Use use;

    ReceiptConsumer(XmppEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        XmppEndpoint.Use current = endpoint.use();
        use = current;
        if (!(current.place() instanceof DirectMessages direct)) {
            throw new IllegalArgumentException("hears=receipts is for direct messages");
        }
        direct.listen(this);
    }

    @Override
    protected void doStop() throws Exception {
        XmppEndpoint.Use current = use;
        if (current != null) {
            use = null;
            if (current.place() instanceof DirectMessages direct) {
                direct.unlisten(this);
            }
            current.close();
        }
        super.doStop();
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
