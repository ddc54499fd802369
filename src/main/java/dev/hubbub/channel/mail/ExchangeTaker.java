package dev.hubbub.channel.mail;

import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultConsumer;

/** Hands mail to the route of a consumer; it is taken when its exchange ended well. */
final class ExchangeTaker implements MailTaker {
    private final DefaultConsumer consumer;
    private final MailEndpoint endpoint;

    ExchangeTaker(DefaultConsumer consumer, MailEndpoint endpoint) {
        this.consumer = consumer;
        this.endpoint = endpoint;
    }

    @Override
    public void take(byte[] raw, Envelope envelope) throws Exception {
        Arrival arrival = endpoint.reader().read(raw, envelope);
        Exchange exchange = consumer.createExchange(false);
        try {
            Handover.fill(exchange, arrival);
            consumer.getProcessor().process(exchange);
            Handover.rethrow(exchange);
        } finally {
            consumer.releaseExchange(exchange, false);
        }
    }
}
