package dev.hubbub.channel.xmpp;

import dev.hubbub.component.Headers;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;

/** Hands to its route who is there in a place, and who is typing. */
final class PresenceConsumer extends DefaultConsumer implements Notices.Listener {
    private final XmppEndpoint endpoint;
    private XmppEndpoint.@Nullable Use use;

    PresenceConsumer(XmppEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        XmppEndpoint.Use current = endpoint.use();
        use = current;
        current.place().notices.listen(this);
    }

    @Override
    protected void doStop() throws Exception {
        XmppEndpoint.Use current = use;
        if (current != null) {
            use = null;
            current.place().notices.unlisten(this);
            current.close();
        }
        super.doStop();
    }

    @Override
    public void noticed(Notices.Notice notice) throws Exception {
        XmppEndpoint.Use current = use;
        if (current == null) {
            return;
        }
        Exchange exchange = createExchange(true);
        try {
            Message message = exchange.getMessage();
            message.setBody("");
            message.setHeader(Headers.SENDER, notice.from().uri());
            message.setHeader(Headers.SENDER_NAME, notice.name());
            message.setHeader(Headers.RECIPIENT, "xmpp:" + current.place().address);
            put(message, Headers.SHOW, notice.show());
            put(message, Headers.STATUS, notice.status());
            put(message, Headers.CHAT_STATE, notice.state());
            getProcessor().process(exchange);
            if (exchange.getException() != null) {
                throw exchange.getException();
            }
        } finally {
            releaseExchange(exchange, true);
        }
    }

    private static void put(Message message, String header, @Nullable String value) {
        if (value != null) {
            message.setHeader(header, value);
        }
    }
}
