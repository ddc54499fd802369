package dev.hubbub.channel.x;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/** The component {@code x:}; the account is the hub's one. */
public final class XComponent extends DefaultComponent {
    private final X x;

    public XComponent(X x) {
        this.x = x;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        String query = getAndRemoveParameter(parameters, "query", String.class, "");
        return new XEndpoint(uri, this, x, remaining, query);
    }
}
