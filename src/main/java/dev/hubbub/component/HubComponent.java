package dev.hubbub.component;

import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.jspecify.annotations.Nullable;

/**
 * The component behind {@code hub:}. Without its ports (as route editors and the check of a route file make it) it
 * knows its URIs and options, but starts nothing.
 */
@Component("hub")
public class HubComponent extends DefaultComponent {
    private @Nullable HubPorts ports;

    /** A component that only knows its URIs. */
    public HubComponent() {}

    public HubComponent(CamelContext context) {
        super(context);
    }

    public HubComponent(HubPorts ports) {
        this.ports = ports;
    }

    HubPorts ports() {
        if (ports == null) {
            throw new IllegalStateException("no hub runs in this Camel context");
        }
        return ports;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        HubEndpoint endpoint = new HubEndpoint(uri, this, HubAddress.parse(remaining));
        endpoint.setAddress(remaining);
        setProperties(endpoint, parameters);
        return endpoint;
    }
}
