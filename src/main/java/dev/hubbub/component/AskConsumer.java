package dev.hubbub.component;

import dev.hubbub.message.ChannelId;
import dev.hubbub.outbox.Asks;
import dev.hubbub.outbox.DeliveryException;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;

/** {@code from: hub:presence/KIND/NAME} and {@code hub:raw/KIND/NAME}: somebody asks for something of the moment. */
final class AskConsumer extends DefaultConsumer {
    private final HubEndpoint endpoint;
    private final Asks.Kind kind;
    private final ChannelId channel;
    private boolean opened;

    AskConsumer(HubEndpoint endpoint, Asks.Kind kind, ChannelId channel, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.kind = kind;
        this.channel = channel;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        endpoint.ports().asks().open(kind, channel, this::run);
        opened = true;
    }

    @Override
    protected void doStop() throws Exception {
        // one that was never started is stopped, too, and another route may serve the channel
        if (opened) {
            opened = false;
            endpoint.ports().asks().close(kind, channel);
        }
        super.doStop();
    }

    private String run(Map<String, String> headers, String body) throws DeliveryException {
        Exchange exchange = createExchange(false);
        try {
            exchange.getMessage().setBody(body);
            headers.forEach(exchange.getMessage()::setHeader);
            getProcessor().process(exchange);
            Exception failure = exchange.getException();
            if (failure != null) {
                throw failure;
            }
            String answer = exchange.getMessage().getBody(String.class);
            return answer == null ? "" : answer;
        } catch (DeliveryException | IllegalArgumentException e) {
            throw e;
        } catch (Exception e) {
            throw new DeliveryException.Temporary(String.valueOf(e.getMessage()), e);
        } finally {
            releaseExchange(exchange, false);
        }
    }
}
