package dev.hubbub.channel.sms;

import org.apache.camel.Producer;
import org.apache.camel.component.smpp.SmppBinding;
import org.apache.camel.component.smpp.SmppConfiguration;
import org.apache.camel.component.smpp.SmppEndpoint;

/** Camel's endpoint with a producer of ours. */
final class SmsEndpoint extends SmppEndpoint {
    private final SmsComponent component;
    private final double rate;
    private final SmppBinding binding;

    SmsEndpoint(String uri, SmsComponent component, SmppConfiguration configuration, double rate) {
        super(uri, component, configuration);
        this.component = component;
        this.rate = rate;
        this.binding = new PlainBinding(configuration);
    }

    @Override
    public SmppBinding getBinding() {
        return binding;
    }

    @Override
    public Producer createProducer() {
        return new SmsProducer(this, component.texting().options(), rate);
    }
}
