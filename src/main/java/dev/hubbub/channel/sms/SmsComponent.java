package dev.hubbub.channel.sms;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Endpoint;
import org.apache.camel.component.smpp.SmppComponent;
import org.apache.camel.component.smpp.SmppComponentConfigurer;
import org.apache.camel.component.smpp.SmppConfiguration;
import org.apache.camel.component.smpp.SmppEndpoint;
import org.apache.camel.component.smpp.SmppEndpointConfigurer;
import org.apache.camel.spi.PropertyConfigurer;

/**
 * The component {@code smpp:}: Camel's own, with two differences. {@code smpp:main} names an account of the settings
 * ({@link SmsAccount}); and what it sends with is a {@link SmsProducer}, which splits texts and whose connection comes back
 * by itself, also if the SMSC is away when the route starts. Its other URIs and options are Camel's.
 */
public final class SmsComponent extends SmppComponent {
    private final Texting texting;

    public SmsComponent(Texting texting) {
        this.texting = texting;
    }

    @Override
    @SuppressWarnings({"rawtypes", "unchecked"})
    protected Endpoint createEndpoint(String uri, String remaining, Map parameters) throws Exception {
        SmppConfiguration shared = getConfiguration();
        SmppConfiguration configuration = shared == null ? new SmppConfiguration() : shared.copy();
        SmsAccount.Extras extras = SmsAccount.Extras.NONE;
        if (remaining.matches("[a-z][a-z0-9-]*")) {
            SmsAccount account = new SmsAccount(remaining, this::property);
            account.configure(configuration);
            extras = account.extras();
        } else {
            configuration.configureFromURI(new URI(uri));
        }
        SmppEndpoint endpoint = new SmsEndpoint(uri, this, configuration, extras);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    /** Camel finds these by the name of the class, and ours has another. */
    @Override
    public PropertyConfigurer getEndpointPropertyConfigurer() {
        return new SmppEndpointConfigurer();
    }

    @Override
    public PropertyConfigurer getComponentPropertyConfigurer() {
        return new SmppComponentConfigurer();
    }

    Texting texting() {
        return texting;
    }

    private Optional<String> property(String key) {
        return getCamelContext().getPropertiesComponent().resolveProperty(key).filter(value -> !value.isBlank());
    }
}
