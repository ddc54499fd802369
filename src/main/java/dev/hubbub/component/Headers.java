package dev.hubbub.component;

/**
 * The headers that cross the border between routes and the hub; all others stay behind, both ways. Values are text.
 */
public final class Headers {
    // in and out
    /** Who said it, as a URI: {@code xmpp:ana@x.org}. */
    public static final String SENDER = "HubbubSender";

    /** How the network shows the sender: nick, name, number. */
    public static final String SENDER_NAME = "HubbubSenderName";

    /** Where an answer to just this sender goes on the same channel, as a URI. */
    public static final String REPLY_TO = "HubbubReplyTo";

    /** The subject, where there is one. */
    public static final String SUBJECT = "HubbubSubject";

    /** The text as HTML, where there is one. */
    public static final String HTML = "HubbubHtml";

    /** The network's own id: the same id twice on one channel is one message. Out: set it to the id the network gave. */
    public static final String EXTERNAL_ID = "HubbubExternalId";

    /** The id of the hub's message that this one answers. */
    public static final String IN_REPLY_TO = "HubbubInReplyTo";

    /**
     * The same by the network's own id. In: several may be given, as a list, or in one text with commas or spaces between
     * them; the last that is known on the channel counts. Out: the id by which this channel knows the message.
     */
    public static final String IN_REPLY_TO_EXTERNAL_ID = "HubbubInReplyToExternalId";

    /**
     * In: the network's id (or the hub's) of the message that this one corrects; it counts from the same sender. Out, on
     * channels that carry corrections: the id by which this channel knows that message.
     */
    public static final String REPLACES = "HubbubReplaces";

    /** As {@link #REPLACES}, of a message that is to be deleted. */
    public static final String RETRACTS = "HubbubRetracts";

    /** When it was said, ISO 8601. */
    public static final String SENT_AT = "HubbubSentAt";

    /** The sender's time zone (IANA name), where the network tells. */
    public static final String TIME_ZONE = "HubbubTimeZone";

    // out only
    /** The hub's name for the message. */
    public static final String MESSAGE_ID = "HubbubMessageId";

    /** The delivery's name: the key under which the target can tell a repeat. */
    public static final String DELIVERY_ID = "HubbubDeliveryId";

    /** Which attempt this is, from 1. */
    public static final String ATTEMPT = "HubbubAttempt";

    /** Where the message arrived: {@code chatbot/ops}. */
    public static final String CHANNEL = "HubbubChannel";

    /** To whom on the channel, as a URI; none for the channel as such. */
    public static final String RECIPIENT = "HubbubRecipient";

    /** Its alias, if it came from this channel with one. */
    public static final String IN_REPLY_TO_ALIAS = "HubbubInReplyToAlias";

    /** Who said what this answers, if this channel knows that message: name, else address. */
    public static final String IN_REPLY_TO_SENDER_NAME = "HubbubInReplyToSenderName";

    /** What was said there, at most 1000 characters. */
    public static final String IN_REPLY_TO_TEXT = "HubbubInReplyToText";

    /** {@code low}, {@code normal}, {@code high} or {@code urgent}. */
    public static final String PRIORITY = "HubbubPriority";

    /** What the message is tied to, comma-separated: {@code incident,booking/12345678}. */
    public static final String TAGS = "HubbubTags";

    /** The message's files, a line each: its name, and its URL if the hub has a public one. */
    public static final String ATTACHMENTS = "HubbubAttachments";

    /** Beside {@link #REPLACES} and {@link #RETRACTS}: the id of the delivery by which the message itself was sent. */
    public static final String CHANGED_DELIVERY_ID = "HubbubChangedDeliveryId";

    // in only
    /** A second id by which the network may name this message in answers, corrections and deletions. */
    public static final String ALIAS = "HubbubAlias";

    /** On {@code hub:receipt/…}: {@code delivered}, {@code read} or {@code bounced}. */
    public static final String RECEIPT = "HubbubReceipt";

    /** Set by {@code hub:receipt/…}: whether a delivery with that id is known, so that a route can try another form of it. */
    public static final String RECEIPT_KNOWN = "HubbubReceiptKnown";

    /**
     * To and from {@code hub:presence/…}: {@code online}, {@code chat}, {@code away}, {@code xa}, {@code dnd} or {@code
     * offline}.
     */
    public static final String SHOW = "HubbubShow";

    /** Beside it, what somebody says of that in their own words. */
    public static final String STATUS = "HubbubStatus";

    /**
     * To and from {@code hub:presence/…}, instead: {@code active}, {@code composing}, {@code paused}, {@code inactive} or
     * {@code gone}.
     */
    public static final String CHAT_STATE = "HubbubChatState";

    /** Set by {@code hub:KIND/NAME} on a batch: what of it the hub never takes, a line each, its id on the network and why. */
    public static final String REFUSED = "HubbubRefused";

    /** The exchange property, {@code true} or {@code false}, that keeps an exchange out of the batch it would be part of. */
    public static final String LEFT_OUT = "HubbubLeftOut";

    /** The exchange property that carries what came, as bytes, where it is no text: it may be a form in Binary XML. */
    public static final String BYTES = "HubbubBytes";

    /** Set by {@code hub:KIND/NAME} where a form went to its resource and not into the log: the resource's name. */
    public static final String FORM = "HubbubForm";

    /** The exchange property that carries where a message has been, as a set of channels, so that it never goes back there. */
    public static final String VISITED = "HubbubVisited";

    /** The exchange property that counts the hubs and bridges a message has passed, as an integer. */
    public static final String HOPS = "HubbubHops";

    private Headers() {}
}
