package dev.hubbub.channel.webhook;

import dev.hubbub.channel.Outside;
import dev.hubbub.channel.webhook.WebhookSettings.Target;
import dev.hubbub.component.Headers;
import dev.hubbub.config.Settings;
import dev.hubbub.message.ChannelId;
import dev.hubbub.outbox.DeliveryException;
import java.time.Clock;
import java.util.UUID;
import org.apache.camel.Exchange;

/** The bean {@code webhooks} that route files call. */
public final class Webhooks {
    /** The kind of channels that webhooks are. */
    public static final String KIND = "webhook";

    /** The kind of channels on which events of the hub arrive that are to be told; they travel as they are. */
    public static final String EVENTS = "event";

    /** Exchange property, set by the route: which webhook it is. */
    static final String NAME = "WebhookName";

    /** Exchange property: what came is a {@code message}, or {@code nothing}. */
    static final String ARRIVED = "WebhookArrived";

    private final WebhookSettings settings;
    private final Posting posting;
    private final Receiving receiving;
    private final Envelope envelope;
    private final Switch off;

    /** Switches webhooks off whose receivers are gone. */
    @FunctionalInterface
    public interface Switch {
        /** Holds the channel's deliveries back until somebody switches it on again. */
        void off(ChannelId channel, String by);
    }

    private Webhooks(WebhookSettings settings, Outside outside, UUID hub, Switch off, Clock clock) {
        this.settings = settings;
        this.posting = new Posting(outside, clock);
        this.envelope = new Envelope(new HubNames(hub));
        this.receiving = new Receiving(envelope, clock);
        this.off = off;
    }

    /**
     * As the settings say.
     *
     * @param hub who this hub is to others
     */
    public static Webhooks of(Settings settings, Outside outside, UUID hub, Switch off, Clock clock) {
        return new Webhooks(WebhookSettings.of(settings), outside, hub, off, clock);
    }

    /** Sends what {@code hub:webhook/NAME} hands out; it ends well when the receiver has taken it. */
    public void send(Exchange exchange) throws DeliveryException {
        String name = name(exchange);
        Target target = settings.target(name)
                .orElseThrow(() -> new DeliveryException.Permanent("webhook." + name + ".url is not set", null));
        String id = exchange.getMessage().getHeader(Headers.DELIVERY_ID, String.class);
        String from = exchange.getMessage().getHeader(Headers.CHANNEL, "", String.class);
        String json = from.startsWith(EVENTS + "/")
                ? exchange.getMessage().getBody(String.class)
                : envelope.write(exchange, id);
        try {
            posting.post(target, id, json);
        } catch (Posting.GoneException e) {
            off.off(new ChannelId(KIND, name), "the receiver (HTTP 410)");
            throw new DeliveryException.Permanent(
                    "HTTP 410: the receiver is gone for good; the channel holds its deliveries back until it is resumed",
                    e);
        }
    }

    /** Makes of a call what {@code hub:webhook/NAME} takes, if there is anything to say of it; fails if it is not genuine. */
    public void receive(Exchange exchange) throws RefusedException {
        String name = name(exchange);
        Receiving.Source source = settings.source(name)
                .orElseThrow(() -> new RefusedException(404, "webhook." + name + ".in.secret is not set"));
        exchange.setProperty(ARRIVED, receiving.receive(exchange, name, source) ? "message" : "nothing");
    }

    /** Tells whoever called that all went well. */
    public void taken(Exchange exchange) {
        Answers.taken(exchange);
    }

    /** Tells whoever called why it did not; within {@code doCatch}. */
    public void refused(Exchange exchange) {
        Answers.refused(exchange, exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class), name(exchange));
    }

    private static String name(Exchange exchange) {
        String name = exchange.getProperty(NAME, String.class);
        if (name == null) {
            throw new IllegalStateException("the route has to set the property " + NAME);
        }
        return name;
    }
}
