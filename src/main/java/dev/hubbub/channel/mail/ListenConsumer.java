package dev.hubbub.channel.mail;

import dev.hubbub.channel.OpenConsumer;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands mail that the listener gets for one name to its route; the mail is taken when its exchange ended well. */
final class ListenConsumer extends OpenConsumer {
    private static final Logger LOG = LoggerFactory.getLogger(ListenConsumer.class);

    private final MailEndpoint endpoint;
    private final String name;
    private @Nullable MailListener listener;

    ListenConsumer(MailEndpoint endpoint, String name, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.name = name;
    }

    @Override
    protected void begin() throws Exception {
        MailListener shared = endpoint.component().listener();
        if (shared.config().port() < 0) {
            LOG.debug("hubbub.mail.listen.port is not set: no mail is taken for {}", name);
            return;
        }
        shared.open(name, new ExchangeTaker(this, endpoint));
        listener = shared;
    }

    @Override
    protected void end() {
        MailListener open = listener;
        listener = null;
        if (open != null) {
            open.close(name);
        }
    }
}
