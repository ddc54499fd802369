package dev.hubbub.component;

import dev.hubbub.outbox.Asks;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.MultipleConsumersSupport;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;

/** Hubbub's middle: messages arrive on channels, and are sent out over channels. */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "hub",
        title = "Hubbub",
        syntax = "hub:address",
        category = {Category.MESSAGING},
        headersClass = Headers.class)
public class HubEndpoint extends DefaultEndpoint implements MultipleConsumersSupport {
    private final HubAddress parsed;

    @UriPath(
            description =
                    "KIND/NAME (a channel), command/WORD, parser/NAME, events, or receipt/, presence/ or raw/ and KIND/NAME")
    @Metadata(required = true)
    private String address = "";

    @UriParam(
            label = "consumer",
            enums = "save,deliver",
            defaultValue = "save",
            description = "Of a parser: whether it works before a message is stored or before it is handed out.")
    private String phase = "save";

    @UriParam(label = "consumer", defaultValue = "100", description = "Of a parser: lower numbers go first.")
    private int order = 100;

    @UriParam(label = "consumer", description = "Of a command: one line for !help.")
    private @Nullable String description;

    @UriParam(label = "consumer")
    private SendingOptions sending = new SendingOptions();

    @UriParam(label = "consumer")
    private EventOptions events = new EventOptions();

    @UriParam(label = "consumer")
    private FormOptions forms = new FormOptions();

    @UriParam(label = "producer")
    private ArrivalOptions arrival = new ArrivalOptions();

    HubEndpoint(String uri, HubComponent component, HubAddress parsed) {
        super(uri, component);
        this.parsed = parsed;
    }

    HubPorts ports() {
        return ((HubComponent) getComponent()).ports();
    }

    HubAddress parsed() {
        return parsed;
    }

    /** Bad options are refused when the route is made, not when the first message comes. */
    @Override
    protected void doInit() throws Exception {
        super.doInit();
        Stream.of(
                        sending.laneOptions(),
                        events.typeSet(),
                        arrival.tagSet(),
                        arrival.priorityValue(),
                        arrival.targetList())
                .forEach(Objects::requireNonNull);
        if (!phase.equals("save") && !phase.equals("deliver")) {
            throw new IllegalArgumentException("phase is save or deliver, not '" + phase + "'");
        }
        if (parsed instanceof HubAddress.Form && !forms.areNamed()) {
            throw new IllegalArgumentException("hub:" + address + " needs a namespace or a root, or both");
        }
    }

    @Override
    public Producer createProducer() {
        if (parsed instanceof HubAddress.Channel channel) {
            return new HubProducer(this, channel.id());
        }
        if (parsed instanceof HubAddress.Receipt receipt) {
            return new ReceiptProducer(this, receipt.id());
        }
        if (parsed instanceof HubAddress.Presence presence) {
            return new PresenceProducer(this, presence.id());
        }
        throw new IllegalArgumentException("nothing can be sent to hub:" + address + "; it stands after from: only");
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        Consumer consumer;
        if (parsed instanceof HubAddress.Channel channel) {
            consumer = new ChannelConsumer(this, channel.id(), processor);
        } else if (parsed instanceof HubAddress.Command command) {
            consumer = new CommandConsumer(this, command.id(), processor);
        } else if (parsed instanceof HubAddress.Parser parser) {
            consumer = new ParserConsumer(this, parser.name(), processor);
        } else if (parsed instanceof HubAddress.Presence presence) {
            consumer = new AskConsumer(this, Asks.Kind.PRESENCE, presence.id(), processor);
        } else if (parsed instanceof HubAddress.Raw raw) {
            consumer = new AskConsumer(this, Asks.Kind.RAW, raw.id(), processor);
        } else if (parsed instanceof HubAddress.Form form) {
            consumer = new FormConsumer(this, form.name(), processor);
        } else if (parsed instanceof HubAddress.Events) {
            consumer = new EventsConsumer(this, processor);
        } else {
            throw new IllegalArgumentException("nothing comes from hub:" + address + "; it stands after to: only");
        }
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    public boolean isMultipleConsumersSupported() {
        // two files may name one channel by mistake: the second is then refused with a reason of our own
        return true;
    }

    @Override
    public boolean isRemote() {
        return false;
    }

    public String getAddress() {
        return address;
    }

    public void setAddress(String address) {
        this.address = address;
    }

    public String getPhase() {
        return phase;
    }

    public void setPhase(String phase) {
        this.phase = phase;
    }

    public int getOrder() {
        return order;
    }

    public void setOrder(int order) {
        this.order = order;
    }

    public @Nullable String getDescription() {
        return description;
    }

    public void setDescription(@Nullable String description) {
        this.description = description;
    }

    public SendingOptions getSending() {
        return sending;
    }

    public void setSending(SendingOptions sending) {
        this.sending = sending;
    }

    public EventOptions getEvents() {
        return events;
    }

    public void setEvents(EventOptions events) {
        this.events = events;
    }

    public FormOptions getForms() {
        return forms;
    }

    public void setForms(FormOptions forms) {
        this.forms = forms;
    }

    public ArrivalOptions getArrival() {
        return arrival;
    }

    public void setArrival(ArrivalOptions arrival) {
        this.arrival = arrival;
    }
}
