package dev.hubbub.component;

import dev.hubbub.form.BadFormException;
import dev.hubbub.form.FormSchema;
import dev.hubbub.form.Instance;
import dev.hubbub.message.ChannelId;
import dev.hubbub.message.Draft;
import dev.hubbub.outbox.Outcome;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;

/**
 * {@code from: hub:form/NAME}: a resource. Forms of its kind come here and not into the log; whoever sent one is told that it was
 * taken when the exchange has ended well.
 */
final class FormConsumer extends DefaultConsumer {
    private final HubEndpoint endpoint;
    private final String name;
    private @Nullable FormSchema schema;
    private boolean listed;

    FormConsumer(HubEndpoint endpoint, String name, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.name = name;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        String file = endpoint.getForms().getSchema();
        schema = file == null ? null : FormSchema.of(Path.of(file));
        endpoint.ports().forms().add(this);
        listed = true;
    }

    @Override
    protected void doStop() throws Exception {
        if (listed) {
            listed = false;
            endpoint.ports().forms().remove(this);
        }
        super.doStop();
    }

    String name() {
        return name;
    }

    /** Whether it is for forms like this from there. */
    boolean takes(Instance form, ChannelId channel) {
        FormOptions options = endpoint.getForms();
        String namespace = options.getNamespace();
        String root = options.getRoot();
        return (namespace == null || namespace.equals(form.namespace()))
                && (root == null || root.equals(form.root()))
                && options.isOpenTo(channel);
    }

    void check(Instance form) throws BadFormException {
        FormSchema wanted = schema;
        if (wanted != null) {
            wanted.check(form);
        }
    }

    /** Runs the route. */
    Outcome run(Draft draft, Instance form) {
        Exchange exchange = createExchange(false);
        try {
            Exchanges.fill(exchange, draft, form.xml());
            exchange.getMessage().setHeader(Headers.EXTERNAL_ID, draft.externalId());
            exchange.getMessage().setHeader(Headers.DELIVERY_ID, key(draft));
            getProcessor().process(exchange);
            return Outcomes.of(exchange);
        } catch (Exception | LinkageError e) {
            return Outcomes.of(e);
        } finally {
            releaseExchange(exchange, false);
        }
    }

    /** The same for the same thing, so that the resource can tell a repeat. */
    private String key(Draft draft) {
        String id = draft.externalId();
        UUID key = id == null
                ? UUID.randomUUID()
                : UUID.nameUUIDFromBytes((name + "\n" + draft.channel() + "\n" + id).getBytes(StandardCharsets.UTF_8));
        return key.toString();
    }
}
