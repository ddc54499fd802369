package dev.hubbub.component;

import dev.hubbub.intake.Parser;
import dev.hubbub.message.Change;
import dev.hubbub.message.ChannelId;
import dev.hubbub.message.Draft;
import dev.hubbub.message.Message;
import dev.hubbub.message.MessageId;
import dev.hubbub.outbox.DeliveryQueue.Owed;
import dev.hubbub.outbox.Names;
import dev.hubbub.outbox.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The way out: {@code from: hub:KIND/NAME}. While the route runs, the channel's lane is open, and each delivery is one
 * exchange: its ending well means sent, its failing means retry or, if permanent, dead.
 */
final class ChannelConsumer extends DefaultConsumer {
    private static final String DELETED = "the message was deleted before this could be sent";

    private final HubEndpoint endpoint;
    private final ChannelId channel;
    private boolean opened;

    ChannelConsumer(HubEndpoint endpoint, ChannelId channel, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.channel = channel;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        openLane();
    }

    @Override
    protected void doSuspend() throws Exception {
        closeLane();
        super.doSuspend();
    }

    @Override
    protected void doResume() throws Exception {
        super.doResume();
        openLane();
    }

    @Override
    protected void doStop() throws Exception {
        closeLane();
        super.doStop();
    }

    private void openLane() {
        endpoint.ports().outbox().open(channel, endpoint.getSending().laneOptions(), this::send);
        opened = true;
    }

    /** Only what was opened here: a route that was never started is stopped, too, and another may send on the channel. */
    private void closeLane() {
        if (opened) {
            opened = false;
            endpoint.ports().outbox().close(channel);
        }
    }

    private Outcome send(Owed owed) {
        Exchange exchange = createExchange(false);
        try {
            Change.Kind change = owed.delivery().change();
            if (change == null) {
                if (owed.message().deletedAt() != null) {
                    return new Outcome.Rejected(DELETED);
                }
                fill(exchange, owed, owed.message().said(), answered(owed));
            } else {
                String refusal = fillChange(exchange, owed, change);
                if (refusal != null) {
                    return new Outcome.Rejected(refusal);
                }
            }
            getProcessor().process(exchange);
            return Outcomes.of(exchange);
        } catch (Exception | LinkageError e) {
            return Outcomes.of(e);
        } finally {
            releaseExchange(exchange, false);
        }
    }

    private void fill(Exchange exchange, Owed owed, Draft said, Optional<Names.Known> answered) {
        Message shown = owed.message().saying(shown(said));
        Files files = endpoint.ports().files();
        Exchanges.fill(
                exchange,
                shown.said(),
                Shown.text(owed, shown, files, endpoint.getSending().isAttachments(), answered));
        Exchanges.fill(exchange, owed.delivery());
        answered.ifPresent(known -> Exchanges.answering(exchange, known));
        files.put(exchange, shown);
    }

    /** A change, as the route carries it or in words; or why it is not to be sent. */
    private @Nullable String fillChange(Exchange exchange, Owed owed, Change.Kind change) {
        Message now = owed.message();
        if (change == Change.Kind.CORRECTION && now.deletedAt() != null) {
            return DELETED;
        }
        Optional<Names.Known> known =
                endpoint.ports().names().of(now.id(), owed.delivery().target());
        if (known.isEmpty()) {
            return "the message itself never got there";
        }
        boolean carried = endpoint.getSending().carries(change);
        Draft said = carried ? now.said() : Shown.changed(now.said(), change);
        // files went along with the message itself
        fill(exchange, owed, said.edit().attachments(List.of()).build(), answered(owed));
        if (carried) {
            Exchanges.changing(exchange, known.get(), change);
        }
        return null;
    }

    /** What this target knows of the message that is answered. */
    private Optional<Names.Known> answered(Owed owed) {
        MessageId answered = owed.message().said().inReplyTo();
        return answered == null
                ? Optional.empty()
                : endpoint.ports().names().of(answered, owed.delivery().target());
    }

    /** The message as those parsers leave it that work on what is handed out. */
    private Draft shown(Draft said) {
        HubPorts ports = endpoint.ports();
        List<Parser> parsers = ports.deliverParsers().on(channel);
        return parsers.isEmpty() ? said : ports.runner().run(said, parsers, new ArrayList<>());
    }
}
