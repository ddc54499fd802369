package dev.hubbub.component;

import dev.hubbub.events.CloudEvents;
import dev.hubbub.events.EventLog.Recorded;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;

/**
 * {@code from: hub:events}: what happens in the hub from now on, each thing one exchange whose body is a CloudEvent in
 * JSON (CloudEvents 1.0, structured mode). A route that fails misses that event, unless it has a name under which is
 * remembered how far it has come; a route that is slow holds up only itself.
 */
final class EventsConsumer extends DefaultConsumer {
    private final HubEndpoint endpoint;
    private @Nullable AutoCloseable subscription;

    EventsConsumer(HubEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        EventOptions options = endpoint.getEvents();
        String name = options.getRemember();
        HubPorts ports = endpoint.ports();
        subscription = name == null || name.isBlank()
                ? ports.events().follow(options.typeSet(), this::mention)
                : new RememberedEvents(name, options.typeSet(), ports.events(), ports.log(), ports.marks(), this::tell);
    }

    @Override
    protected void doStop() throws Exception {
        if (subscription != null) {
            subscription.close();
        }
        super.doStop();
    }

    private void mention(Recorded recorded) {
        try {
            tell(recorded);
        } catch (Exception e) {
            getExceptionHandler().handleException("an event could not be told", e);
        }
    }

    private void tell(Recorded recorded) throws Exception {
        if (endpoint.getEvents().isExcepted(recorded.event())) {
            return;
        }
        Exchange exchange = createExchange(false);
        try {
            exchange.getMessage().setBody(CloudEvents.json(recorded));
            exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, CloudEvents.MEDIA_TYPE);
            exchange.getMessage().setHeader(Headers.EXTERNAL_ID, "event:" + recorded.position());
            getProcessor().process(exchange);
            if (exchange.getException() != null) {
                throw exchange.getException();
            }
        } finally {
            releaseExchange(exchange, false);
        }
    }
}
