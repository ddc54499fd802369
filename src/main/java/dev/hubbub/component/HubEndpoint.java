package dev.hubbub.component;

import dev.hubbub.message.Change;
import dev.hubbub.message.ChannelId;
import dev.hubbub.message.Priority;
import dev.hubbub.message.Tag;
import dev.hubbub.message.Target;
import dev.hubbub.message.TraceEvent;
import dev.hubbub.outbox.Asks;
import dev.hubbub.outbox.LaneOptions;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
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

    @UriParam(label = "consumer", defaultValue = "0", description = "Attempts per second at most; 0: no limit.")
    private double rate = LaneOptions.USUAL.rate();

    @UriParam(label = "consumer", defaultValue = "1", description = "Attempts under way at once.")
    private int concurrency = LaneOptions.USUAL.concurrency();

    @UriParam(
            label = "consumer",
            defaultValue = "false",
            description = "Whether a delivery waits for those before it, also while one of them is retried.")
    private boolean ordered = LaneOptions.USUAL.ordered();

    @UriParam(
            label = "consumer",
            defaultValue = "10",
            description = "Attempts before a delivery is given up and is dead.")
    private int maxAttempts = LaneOptions.USUAL.maxAttempts();

    @UriParam(
            label = "consumer",
            defaultValue = "1s",
            javaType = "java.time.Duration",
            description = "Wait before the second attempt; it grows with each one, with jitter.")
    private long backoff = LaneOptions.USUAL.backoff().toMillis();

    @UriParam(
            label = "consumer",
            defaultValue = "2",
            description = "How many times longer than the one before each wait is, from 1 to 100.")
    private double backoffFactor = LaneOptions.USUAL.backoffFactor();

    @UriParam(
            label = "consumer",
            defaultValue = "10m",
            javaType = "java.time.Duration",
            description = "Longest wait between two attempts.")
    private long maxBackoff = LaneOptions.USUAL.maxBackoff().toMillis();

    @UriParam(
            label = "consumer",
            defaultValue = "true",
            description = "Whether the target can tell a repeat by the delivery's id. If not, an interrupted attempt"
                    + " leaves the delivery uncertain instead of being repeated.")
    private boolean deduplicates = LaneOptions.USUAL.deduplicates();

    @UriParam(
            label = "consumer",
            defaultValue = "false",
            description =
                    "Whether this route sends the files of messages, which are attachments of the exchange. If not,"
                            + " they are named after the text, with their URLs if the hub has a public one.")
    private boolean attachments;

    @UriParam(
            label = "consumer",
            defaultValue = "false",
            description =
                    "Whether this route can correct what it has sent, as the header HubbubReplaces says. If not, a"
                            + " correction is sent as a text that begins with (edited).")
    private boolean corrections;

    @UriParam(
            label = "consumer",
            defaultValue = "false",
            description =
                    "Whether this route can delete what it has sent, as the header HubbubRetracts says. If not, the"
                            + " text (deleted) is sent.")
    private boolean deletions;

    @UriParam(
            label = "consumer",
            enums = "save,deliver",
            defaultValue = "save",
            description = "Of a parser: whether it works before a message is stored or before it is handed out.")
    private String phase = "save";

    @UriParam(label = "consumer", defaultValue = "100", description = "Of a parser: lower numbers go first.")
    private int order = 100;

    @UriParam(label = "consumer", description = "Of events: which types, comma-separated; none: all.")
    private @Nullable String types;

    @UriParam(
            label = "consumer",
            description = "Of events: kinds of channels of whose events this route hears nothing, comma-separated.")
    private @Nullable String except;

    @UriParam(
            label = "consumer",
            description =
                    "Of events: a name under which the hub remembers in its database how far this route has come. It then"
                            + " misses nothing that happens while it is off, and what it fails at is tried again.")
    private @Nullable String remember;

    @UriParam(label = "consumer", description = "Of a form: the namespace of its root element; none: any.")
    private @Nullable String namespace;

    @UriParam(label = "consumer", description = "Of a form: the name of its root element; none: any of the namespace.")
    private @Nullable String root;

    @UriParam(label = "consumer", description = "Of a form: a file with an XML Schema that it has to follow.")
    private @Nullable String schema;

    @UriParam(
            label = "consumer",
            defaultValue = "*",
            description = "Of a form: on which channels it is taken, comma-separated, as sms/main,email/*.")
    private String channels = "*";

    @UriParam(label = "consumer", description = "Of a command: one line for !help.")
    private @Nullable String description;

    @UriParam(
            label = "producer",
            defaultValue = "false",
            description = "Whether this route has proven who the sender is.")
    private boolean verified;

    @UriParam(label = "producer", description = "Tags for every message of this route, comma-separated.")
    private @Nullable String tags;

    @UriParam(
            label = "producer",
            enums = "low,normal,high,urgent",
            defaultValue = "normal",
            description = "Priority of every message of this route.")
    private String priority = "normal";

    @UriParam(
            label = "producer",
            description = "The channel that messages of this route are sent to, whatever the rules say.")
    private @Nullable String target;

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

    LaneOptions laneOptions() {
        return new LaneOptions(
                rate,
                concurrency,
                ordered,
                maxAttempts,
                Duration.ofMillis(backoff),
                backoffFactor,
                Duration.ofMillis(maxBackoff),
                deduplicates);
    }

    Set<Tag> tagSet() {
        return words(tags).map(Tag::parse).collect(Collectors.toSet());
    }

    Priority priorityValue() {
        return Priority.valueOf(priority.toUpperCase(Locale.ROOT));
    }

    /** The types of events that are told; all where none is named. */
    Set<TraceEvent.Type> typeSet() {
        Set<TraceEvent.Type> named =
                words(types).map(TraceEvent.Type::ofWireName).collect(Collectors.toSet());
        return named.isEmpty() ? EnumSet.allOf(TraceEvent.Type.class) : named;
    }

    /** Whether forms that come on a channel are taken. */
    boolean isOpenTo(ChannelId channel) {
        String id = channel.toString();
        return words(channels)
                .anyMatch(word ->
                        word.endsWith("*") ? id.startsWith(word.substring(0, word.length() - 1)) : id.equals(word));
    }

    /** Whether an event is of a channel that this route does not want to hear of. */
    boolean isExcepted(TraceEvent event) {
        ChannelId channel = event.channel();
        return channel != null && words(except).anyMatch(channel.kind()::equals);
    }

    List<Target> targetList() {
        return target == null ? List.of() : List.of(Target.of(ChannelId.parse(target)));
    }

    private static Stream<String> words(@Nullable String list) {
        return list == null
                ? Stream.empty()
                : Arrays.stream(list.split(",", -1)).map(String::strip).filter(word -> !word.isEmpty());
    }

    /** Bad options are refused when the route is made, not when the first message comes. */
    @Override
    protected void doInit() throws Exception {
        super.doInit();
        Stream.of(laneOptions(), tagSet(), typeSet(), priorityValue(), targetList())
                .forEach(Objects::requireNonNull);
        if (!phase.equals("save") && !phase.equals("deliver")) {
            throw new IllegalArgumentException("phase is save or deliver, not '" + phase + "'");
        }
        if (parsed instanceof HubAddress.Form && namespace == null && root == null) {
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

    public double getRate() {
        return rate;
    }

    public void setRate(double rate) {
        this.rate = rate;
    }

    public int getConcurrency() {
        return concurrency;
    }

    public void setConcurrency(int concurrency) {
        this.concurrency = concurrency;
    }

    public boolean isOrdered() {
        return ordered;
    }

    public void setOrdered(boolean ordered) {
        this.ordered = ordered;
    }

    public int getMaxAttempts() {
        return maxAttempts;
    }

    public void setMaxAttempts(int maxAttempts) {
        this.maxAttempts = maxAttempts;
    }

    public long getBackoff() {
        return backoff;
    }

    public void setBackoff(long backoff) {
        this.backoff = backoff;
    }

    public double getBackoffFactor() {
        return backoffFactor;
    }

    public void setBackoffFactor(double backoffFactor) {
        this.backoffFactor = backoffFactor;
    }

    public long getMaxBackoff() {
        return maxBackoff;
    }

    public void setMaxBackoff(long maxBackoff) {
        this.maxBackoff = maxBackoff;
    }

    public boolean isDeduplicates() {
        return deduplicates;
    }

    public void setDeduplicates(boolean deduplicates) {
        this.deduplicates = deduplicates;
    }

    public boolean isAttachments() {
        return attachments;
    }

    public void setAttachments(boolean attachments) {
        this.attachments = attachments;
    }

    public boolean isCorrections() {
        return corrections;
    }

    public void setCorrections(boolean corrections) {
        this.corrections = corrections;
    }

    public boolean isDeletions() {
        return deletions;
    }

    public void setDeletions(boolean deletions) {
        this.deletions = deletions;
    }

    /** Whether this route can do to what it has sent what was done to the message. */
    boolean carries(Change.Kind change) {
        return change == Change.Kind.CORRECTION ? corrections : deletions;
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

    public @Nullable String getNamespace() {
        return namespace;
    }

    public void setNamespace(@Nullable String namespace) {
        this.namespace = namespace;
    }

    public @Nullable String getRoot() {
        return root;
    }

    public void setRoot(@Nullable String root) {
        this.root = root;
    }

    public @Nullable String getSchema() {
        return schema;
    }

    public void setSchema(@Nullable String schema) {
        this.schema = schema;
    }

    public String getChannels() {
        return channels;
    }

    public void setChannels(String channels) {
        this.channels = channels;
    }

    public @Nullable String getTypes() {
        return types;
    }

    public void setTypes(@Nullable String types) {
        this.types = types;
    }

    public @Nullable String getExcept() {
        return except;
    }

    public void setExcept(@Nullable String except) {
        this.except = except;
    }

    public @Nullable String getRemember() {
        return remember;
    }

    public void setRemember(@Nullable String remember) {
        this.remember = remember;
    }

    public @Nullable String getTarget() {
        return target;
    }

    public void setTarget(@Nullable String target) {
        this.target = target;
    }

    public @Nullable String getDescription() {
        return description;
    }

    public void setDescription(@Nullable String description) {
        this.description = description;
    }

    public boolean isVerified() {
        return verified;
    }

    public void setVerified(boolean verified) {
        this.verified = verified;
    }

    public @Nullable String getTags() {
        return tags;
    }

    public void setTags(@Nullable String tags) {
        this.tags = tags;
    }

    public String getPriority() {
        return priority;
    }

    public void setPriority(String priority) {
        this.priority = priority;
    }
}
