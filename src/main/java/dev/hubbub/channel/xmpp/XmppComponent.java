package dev.hubbub.channel.xmpp;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.jspecify.annotations.Nullable;

/**
 * The component {@code xmpp:}. An account comes from the URI, else from the properties {@code hubbub.xmpp.*}. Several Camel contexts share connections by a bean of type {@link XmppConnections}; without one, how far each
 * place was heard is kept by a bean of type {@link XmppMemory}, else in files below {@code hubbub.data}.
 */
@Component("xmpp")
public final class XmppComponent extends DefaultComponent {
    private @Nullable XmppConnections own;

    /** The connections of all accounts: the bean of that type, so that contexts share them, else the component's own. */
    public synchronized XmppConnections connections() {
        XmppConnections shared = getCamelContext().getRegistry().findSingleByType(XmppConnections.class);
        if (shared != null) {
            return shared;
        }
        XmppConnections existing = own;
        if (existing == null) {
            existing = new XmppConnections(memory());
            own = existing;
        }
        return existing;
    }

    private XmppMemory memory() {
        XmppMemory bound = getCamelContext().getRegistry().findSingleByType(XmppMemory.class);
        return bound != null
                ? bound
                : new FileXmppMemory(
                        Path.of(property("hubbub.data").orElse("data")).resolve("xmpp"));
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        XmppEndpoint endpoint = new XmppEndpoint(uri, this, remaining);
        setProperties(endpoint, parameters);
        endpoint.resolve();
        return endpoint;
    }

    @Override
    protected void doShutdown() throws Exception {
        XmppConnections open;
        synchronized (this) {
            open = own;
            own = null;
        }
        if (open != null) {
            open.close();
        }
        super.doShutdown();
    }

    /** The value of the property {@code hubbub.xmpp.NAME}; empty if it is not set. */
    Optional<String> option(String name) {
        return property("hubbub.xmpp." + name);
    }

    /** The value of the property {@code xmpp.ACCOUNT.NAME}; empty if it is not set. */
    Optional<String> optionOf(String account, String name) {
        return property("xmpp." + account + "." + name);
    }

    private Optional<String> property(String key) {
        return getCamelContext().getPropertiesComponent().resolveProperty(key).filter(value -> !value.isBlank());
    }
}
