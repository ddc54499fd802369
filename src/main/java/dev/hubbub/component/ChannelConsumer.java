package dev.hubbub.component;

import dev.hubbub.intake.Parser;
import dev.hubbub.message.ChannelId;
import dev.hubbub.message.Draft;
import dev.hubbub.message.Message;
import dev.hubbub.outbox.DeliveryQueue.Owed;
import dev.hubbub.outbox.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;

/**
 * The way out: {@code from: hub:KIND/NAME}. While the route runs, the channel's lane is open, and each delivery is one
 * exchange: its ending well means sent, its failing means retry or, if permanent, dead.
 */
final class ChannelConsumer extends DefaultConsumer {
    private final HubEndpoint endpoint;
    private final ChannelId channel;

    ChannelConsumer(HubEndpoint endpoint, ChannelId channel, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.channel = channel;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        endpoint.ports().outbox().open(channel, endpoint.laneOptions(), this::send);
    }

    @Override
    protected void doSuspend() throws Exception {
        closeLane();
        super.doSuspend();
    }

    @Override
    protected void doResume() throws Exception {
        super.doResume();
        endpoint.ports().outbox().open(channel, endpoint.laneOptions(), this::send);
    }

    @Override
    protected void doStop() throws Exception {
        closeLane();
        super.doStop();
    }

    private void closeLane() {
        endpoint.ports().outbox().close(channel);
    }

    private Outcome send(Owed owed) {
        Exchange exchange = createExchange(false);
        try {
            Message shown = owed.message().saying(shown(owed.message().said()));
            Files files = endpoint.ports().files();
            Exchanges.fill(exchange, shown.said(), Shown.text(owed, shown, files, endpoint.isAttachments()));
            Exchanges.fill(exchange, owed.delivery());
            files.put(exchange, shown);
            getProcessor().process(exchange);
            return Outcomes.of(exchange);
        } catch (Exception | LinkageError e) {
            return Outcomes.of(e);
        } finally {
            releaseExchange(exchange, false);
        }
    }

    /** The message as those parsers leave it that work on what is handed out. */
    private Draft shown(Draft said) {
        HubPorts ports = endpoint.ports();
        List<Parser> parsers = ports.deliverParsers().on(channel);
        return parsers.isEmpty() ? said : ports.runner().run(said, parsers, new ArrayList<>());
    }
}
