package dev.hubbub.channel.x;

import dev.hubbub.outbox.DeliveryException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;
import org.jspecify.annotations.Nullable;

/** Writes the exchange's body; the exchange ends well when X has all of it. */
final class XProducer extends DefaultProducer {
    private static final String EXTERNAL_ID = "HubbubExternalId";
    private static final String RECIPIENT = "HubbubRecipient";
    private static final String DELIVERY_ID = "HubbubDeliveryId";
    private static final String ANSWERED = "HubbubInReplyToExternalId";
    private static final String RETRACTS = "HubbubRetracts";

    private final Writing writing;

    XProducer(XEndpoint endpoint, Writing writing) {
        super(endpoint);
        this.writing = writing;
    }

    /**
     * What is to be written.
     *
     * @param delivery names it, so that a further attempt goes on where one stopped
     * @param recipient an address, or null for the channel as such
     * @param answers the id of what it answers
     * @param retracts the id of what is to be taken back
     * @param pictures what comes with it
     */
    record Wanted(
            String delivery,
            String text,
            @Nullable String recipient,
            @Nullable String answers,
            @Nullable String retracts,
            Pictures pictures) {}

    /** A way to write. */
    interface Writing {
        /** Writes it; the id by which X knows it. */
        String write(Wanted wanted) throws XException, InterruptedException;

        /** How many pictures one text can show. */
        int mostPictures();
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        Message message = exchange.getMessage();
        String text = message.getBody(String.class);
        Wanted wanted = new Wanted(
                message.getHeader(DELIVERY_ID, exchange.getExchangeId(), String.class),
                text == null ? "" : text.strip(),
                message.getHeader(RECIPIENT, String.class),
                message.getHeader(ANSWERED, String.class),
                message.getHeader(RETRACTS, String.class),
                Pictures.of(message, writing.mostPictures()));
        if (wanted.text().isEmpty() && wanted.pictures().isEmpty() && wanted.retracts() == null) {
            throw new DeliveryException.Permanent("there is no text to send", null);
        }
        try {
            message.setHeader(EXTERNAL_ID, writing.write(wanted));
        } catch (XException e) {
            throw e.ofDelivery();
        }
    }

    /** The handle or id in an address of X. */
    static String person(String address) throws XException {
        String rest = address.replaceFirst("(?i)^x:@?", "");
        if (rest.equals(address)) {
            throw new XException(XException.Kind.REFUSED, "'" + address + "' is nobody at X: write x:HANDLE");
        }
        return rest;
    }
}
