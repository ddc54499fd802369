package dev.hubbub.channel.sms;

import org.apache.camel.Producer;
import org.apache.camel.component.smpp.SmppBinding;
import org.apache.camel.component.smpp.SmppConfiguration;
import org.apache.camel.component.smpp.SmppEndpoint;

/** Camel's endpoint with a producer of ours. */
final class SmsEndpoint extends SmppEndpoint {
    private final SmsComponent component;
    private final SmsAccount.Extras extras;
    private final SmppBinding binding;

    SmsEndpoint(String uri, SmsComponent component, SmppConfiguration configuration, SmsAccount.Extras extras) {
        super(uri, component, configuration);
        this.component = component;
        this.extras = extras;
        this.binding = new PlainBinding(configuration, getConnectionString());
    }

    @Override
    public SmppBinding getBinding() {
        return binding;
    }

    @Override
    public Producer createProducer() {
        return new SmsProducer(this, component.texting(), extras);
    }
}
