package dev.hubbub.component;

import dev.hubbub.events.CloudEvents;
import dev.hubbub.events.EventFeed;
import dev.hubbub.events.EventLog.Recorded;
import dev.hubbub.message.TraceEvent;
import java.util.EnumSet;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;

/**
 * {@code from: hub:events}: what happens in the hub from now on, each thing one exchange whose body is a CloudEvent in
 * JSON (CloudEvents 1.0, structured mode). A route that fails misses that event; a route that is slow holds up only
 * itself.
 */
final class EventsConsumer extends DefaultConsumer {
    private final HubEndpoint endpoint;
    private EventFeed.@Nullable Subscription subscription;

    EventsConsumer(HubEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        Set<TraceEvent.Type> types = endpoint.typeSet();
        subscription = endpoint.ports()
                .events()
                .follow(types.isEmpty() ? EnumSet.allOf(TraceEvent.Type.class) : types, this::tell);
    }

    @Override
    protected void doStop() throws Exception {
        if (subscription != null) {
            subscription.close();
        }
        super.doStop();
    }

    private void tell(Recorded recorded) {
        Exchange exchange = createExchange(false);
        try {
            exchange.getMessage().setBody(CloudEvents.json(recorded));
            exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/cloudevents+json");
            getProcessor().process(exchange);
            if (exchange.getException() != null) {
                getExceptionHandler().handleException("an event could not be told", exchange.getException());
            }
        } catch (Exception e) {
            getExceptionHandler().handleException("an event could not be told", e);
        } finally {
            releaseExchange(exchange, false);
        }
    }
}
