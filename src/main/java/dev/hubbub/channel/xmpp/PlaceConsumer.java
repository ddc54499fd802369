package dev.hubbub.channel.xmpp;

import dev.hubbub.channel.OpenConsumer;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/** A consumer that listens in a place as long as its route runs. */
abstract class PlaceConsumer extends OpenConsumer {
    private final XmppEndpoint endpoint;
    private XmppEndpoint.@Nullable Use use;

    PlaceConsumer(XmppEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
    }

    abstract void listen(Place place);

    abstract void unlisten(Place place);

    /** What is used; nothing where the route does not run. */
    final XmppEndpoint.@Nullable Use use() {
        return use;
    }

    @Override
    protected void begin() throws Exception {
        XmppEndpoint.Use current = use;
        if (current == null) {
            current = endpoint.use();
            use = current;
        }
        listen(current.place());
    }

    @Override
    protected void end() {
        XmppEndpoint.Use current = use;
        if (current != null) {
            use = null;
            unlisten(current.place());
            current.close();
        }
    }

    /** A route that pauses stays in the room. */
    @Override
    protected void doSuspend() {
        XmppEndpoint.Use current = use;
        if (current != null) {
            unlisten(current.place());
        }
    }
}
