package dev.hubbub.channel.mail;

import java.util.Map;
import java.util.Optional;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.jspecify.annotations.Nullable;

/**
 * The component {@code mail:}. Servers and domains come from the properties {@code hubbub.mail.*}. Several Camel contexts share a listener by a bean of type {@link MailListener}; without one the component has its own.
 */
@Component("mail")
public final class MailComponent extends DefaultComponent {
    private final BoxMemory forgetful = new ForgetfulBoxes();
    private @Nullable MailListener own;

    /** The listener for all names. */
    synchronized MailListener listener() {
        MailListener shared = getCamelContext().getRegistry().findSingleByType(MailListener.class);
        if (shared != null) {
            return shared;
        }
        MailListener made = own;
        if (made == null) {
            made = new MailListener(ListenerConfig.of(this::option));
            own = made;
        }
        return made;
    }

    /** What is remembered of mailboxes: the bean of that type, else only while the component lives. */
    BoxMemory boxes() {
        BoxMemory shared = getCamelContext().getRegistry().findSingleByType(BoxMemory.class);
        return shared != null ? shared : forgetful;
    }

    @Override
    protected void doShutdown() throws Exception {
        MailListener open;
        synchronized (this) {
            open = own;
            own = null;
        }
        if (open != null) {
            open.close();
        }
        super.doShutdown();
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        MailEndpoint endpoint = new MailEndpoint(uri, this, remaining);
        setProperties(endpoint, parameters);
        endpoint.check();
        return endpoint;
    }

    /** Characters of text that the hub takes of one message. */
    int mostText() {
        return property("hubbub.intake.max-text").map(Integer::parseInt).orElse(100_000);
    }

    /** The value of the property {@code hubbub.mail.NAME}; empty if it is not set. */
    Optional<String> option(String name) {
        return property("hubbub.mail." + name);
    }

    private Optional<String> property(String name) {
        return getCamelContext()
                .getPropertiesComponent()
                .resolveProperty(name)
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }
}
