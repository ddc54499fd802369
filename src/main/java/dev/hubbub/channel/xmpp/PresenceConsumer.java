package dev.hubbub.channel.xmpp;

import dev.hubbub.component.Headers;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/** Hands to its route who is there in a place, and who is typing. */
final class PresenceConsumer extends PlaceConsumer implements Notices.Listener {
    PresenceConsumer(XmppEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
    }

    @Override
    void listen(Place place) {
        place.notices.listen(this);
    }

    @Override
    void unlisten(Place place) {
        place.notices.unlisten(this);
    }

    @Override
    public void noticed(Notices.Notice notice) throws Exception {
        XmppEndpoint.Use current = use();
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
