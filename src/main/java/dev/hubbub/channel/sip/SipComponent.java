package dev.hubbub.channel.sip;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/** The component {@code sip:}; the user agent is the hub's one. */
public final class SipComponent extends DefaultComponent {
    private final Sip sip;

    public SipComponent(Sip sip) {
        this.sip = sip;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        String user = getAndRemoveParameter(parameters, "user", String.class, "");
        return new SipEndpoint(uri, this, sip, remaining, user);
    }
}
