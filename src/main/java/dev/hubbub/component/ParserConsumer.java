package dev.hubbub.component;

import dev.hubbub.intake.Parser;
import dev.hubbub.intake.Parsers;
import dev.hubbub.message.Draft;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;

/**
 * {@code from: hub:parser/NAME}: a parser as a route. It sees every message and may change its text (the body), its
 * subject and its HTML; what it throws, or takes too long for, is traced and costs only its own help.
 */
final class ParserConsumer extends DefaultConsumer implements Parser {
    private final HubEndpoint endpoint;
    private final String name;
    private boolean listed;

    ParserConsumer(HubEndpoint endpoint, String name, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.name = name;
    }

    private Parsers list() {
        HubPorts ports = endpoint.ports();
        return endpoint.getPhase().equals("deliver") ? ports.deliverParsers() : ports.parsers();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        list().add(this);
        listed = true;
    }

    @Override
    protected void doStop() throws Exception {
        if (listed) {
            listed = false;
            list().remove(this);
        }
        super.doStop();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int order() {
        return endpoint.getOrder();
    }

    @Override
    public boolean wants(Draft draft) {
        return true;
    }

    @Override
    public Parsed parse(Draft draft) throws Exception {
        Exchange exchange = createExchange(false);
        try {
            Exchanges.fill(exchange, draft, draft.text());
            getProcessor().process(exchange);
            if (exchange.getException() != null) {
                throw exchange.getException();
            }
            return changed(draft, exchange);
        } finally {
            releaseExchange(exchange, false);
        }
    }

    private static Parsed changed(Draft draft, Exchange exchange) {
        String text = exchange.getMessage().getBody(String.class);
        Draft.Builder edit =
                draft.edit().subject(header(exchange, Headers.SUBJECT)).html(header(exchange, Headers.HTML));
        boolean sameText = text == null || text.equals(draft.text());
        if (!sameText) {
            // links point into the old text
            edit.text(text).links(List.of());
        }
        Draft parsed = edit.build();
        return new Parsed(parsed, parsed.equals(draft) ? List.of() : List.of(Map.of("changed", true)));
    }

    private static @Nullable String header(Exchange exchange, String name) {
        return exchange.getMessage().getHeader(name, String.class);
    }
}
