package dev.hubbub.channel.sms;

import dev.hubbub.outbox.DeliveryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.smpp.MessageReceiverListenerImpl;
import org.apache.camel.component.smpp.SmppConstants;
import org.apache.camel.component.smpp.SmppSplitter;
import org.apache.camel.support.DefaultProducer;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.GSMSpecificFeature;
import org.jsmpp.bean.MessageMode;
import org.jsmpp.bean.MessageType;
import org.jsmpp.bean.OptionalParameter.Tag;
import org.jsmpp.session.SMPPSession;
import org.jspecify.annotations.Nullable;

/**
 * Submits the exchange's body to its numbers, in as many parts as it needs. The exchange ends well when the SMSC has taken
 * every part. Nothing of the exchange but its body, its numbers and the delivery's name has a say in what is submitted.
 */
final class SmsProducer extends DefaultProducer {
    private static final String DELIVERY_ID = "HubbubDeliveryId";
    private static final String EXTERNAL_ID = "HubbubExternalId";

    private final SmsEndpoint endpoint;
    private final SmsOptions options;
    private final SentTexts sent;
    private final Slowness slowness;
    private final Semaphore window;
    private final @Nullable Path trust;

    private @Nullable SmsLine line;

    SmsProducer(SmsEndpoint endpoint, Texting texting, SmsAccount.Extras extras) {
        super(endpoint);
        this.endpoint = endpoint;
        this.options = texting.options();
        this.sent = texting.sent();
        this.slowness = new Slowness(extras.rate());
        this.window = new Semaphore(Math.max(1, extras.window()), true);
        this.trust = extras.trust();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        if (endpoint.getConfiguration().getHost().isEmpty()) {
            // Camel readies routes that are off, too
            return;
        }
        String route = endpoint.getConfiguration().getMessageReceiverRouteId();
        Receiver receiver = route == null || route.isBlank()
                ? null
                : new Receiver(new MessageReceiverListenerImpl(endpoint, route));
        SmsLine made = new SmsLine(endpoint.getConfiguration(), endpoint.getConnectionString(), receiver, trust);
        line = made;
        // what is received runs a route of the same file: not before all of them are up
        endpoint.getCamelContext().addStartupListener((context, alreadyStarted) -> made.open());
    }

    @Override
    protected void doStop() throws Exception {
        SmsLine open = line;
        line = null;
        if (open != null) {
            open.close();
        }
        super.doStop();
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        String text = exchange.getMessage().getBody(String.class);
        if (text == null || text.isBlank()) {
            throw new DeliveryException.Permanent("there is no text to send", null);
        }
        String delivery = exchange.getMessage().getHeader(DELIVERY_ID, exchange.getExchangeId(), String.class);
        Outgoing outgoing = Outgoing.of(text, options.writing(), options.mostParts());
        List<SentTexts.Place> places = places(exchange.getProperty(Texting.NUMBERS, List.of(), List.class), outgoing);
        if (places.isEmpty()) {
            throw new DeliveryException.Permanent("it is for nobody: the bean sms finds out for whom (prepare)", null);
        }
        exchange.getMessage().setHeader(EXTERNAL_ID, submit(delivery, places, outgoing));
    }

    private static List<SentTexts.Place> places(List<?> numbers, Outgoing outgoing) {
        List<SentTexts.Place> places = new ArrayList<>();
        for (Object number : numbers) {
            for (int part = 1; part <= outgoing.parts().size(); part++) {
                places.add(new SentTexts.Place(number.toString(), part));
            }
        }
        return places;
    }

    /** @return the SMSC's id of the last message, by which the delivery is known */
    private String submit(String delivery, List<SentTexts.Place> places, Outgoing outgoing) throws DeliveryException {
        if (places.size() == 1) {
            return submit(delivery, places.get(0), outgoing);
        }
        Map<SentTexts.Place, String> taken = sent.begin(endpoint.getConnectionString(), delivery, places);
        String last = "";
        for (SentTexts.Place place : places) {
            String id = taken.get(place);
            if (id == null) {
                id = submit(delivery, place, outgoing);
                note(delivery, place, id);
            }
            last = id;
        }
        return last;
    }

    /** What was taken and cannot be noted would be submitted again. */
    private void note(String delivery, SentTexts.Place place, String id) throws DeliveryException {
        try {
            sent.took(delivery, place, id);
        } catch (RuntimeException e) {
            throw new DeliveryException.Uncertain("a part was taken by the SMSC, and that could not be stored", e);
        }
    }

    private String submit(String delivery, SentTexts.Place place, Outgoing outgoing) throws DeliveryException {
        // made of the delivery, so that a part that is submitted again is known as the same
        int reference = (delivery + place.number()).hashCode() & 0xFF;
        byte[] body = outgoing.alphabet().encode(outgoing.parts().get(place.part() - 1), options.writing());
        Header header = new Header(reference, outgoing.parts().size(), place.part());
        return submit(place.number(), outgoing.alphabet(), header, body);
    }

    private String submit(String number, Alphabet alphabet, Header header, byte[] body) throws DeliveryException {
        SmsLine open = line;
        SMPPSession session = open == null ? null : open.session();
        if (session == null) {
            throw new DeliveryException.Temporary("not connected to the SMSC", null);
        }
        Exchange fresh = endpoint.createExchange();
        fill(fresh.getMessage(), number, alphabet, header, body);
        awaitWindow();
        try {
            slowness.await();
            execute(session, fresh);
        } finally {
            window.release();
        }
        Object ids = fresh.getMessage().getHeader(SmppConstants.ID);
        return ids instanceof List<?> list && !list.isEmpty() ? list.get(0).toString() : "none";
    }

    /** Waits until so few messages are without an answer that one more may be. */
    private void awaitWindow() throws DeliveryException {
        try {
            window.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DeliveryException.Temporary("the channel stopped before it was submitted", e);
        }
    }

    private void execute(SMPPSession session, Exchange submission) throws DeliveryException {
        try {
            endpoint.getBinding().createSmppCommand(session, submission).execute(submission);
        } catch (Exception e) {
            if (Refusals.isTooFast(e)) {
                slowness.grow();
            }
            throw Refusals.of(e);
        }
        slowness.shrink();
    }

    private void fill(Message message, String number, Alphabet alphabet, Header header, byte[] body) {
        SmsAccount.Dialled dialled = SmsAccount.Dialled.of(number);
        message.setBody("");
        message.setHeader(SmppConstants.DEST_ADDR, dialled.digits());
        message.setHeader(SmppConstants.DEST_ADDR_TON, dialled.ton());
        message.setHeader(SmppConstants.DEST_ADDR_NPI, dialled.npi());
        message.setHeader(SmppConstants.DATA_CODING, alphabet.coding());
        message.setHeader(
                SmppConstants.REGISTERED_DELIVERY, endpoint.getConfiguration().getRegisteredDelivery());
        boolean inHeader = header.total() > 1 && !options.segmentation();
        if (inHeader) {
            message.setHeader(
                    SmppConstants.ESM_CLASS,
                    new ESMClass(MessageMode.DEFAULT, MessageType.DEFAULT, GSMSpecificFeature.UDHI));
        } else if (header.total() > 1) {
            message.setHeader(SmppConstants.OPTIONAL_PARAMETER, segmentation(header));
        }
        message.setHeader(SmppConstants.DATA_SPLITTER, new AsItIs(inHeader ? header.before(body) : body));
    }

    private static Map<Short, Object> segmentation(Header header) {
        return Map.of(
                Tag.SAR_MSG_REF_NUM.code(), (short) header.reference(),
                Tag.SAR_TOTAL_SEGMENTS.code(), (byte) header.total(),
                Tag.SAR_SEGMENT_SEQNUM.code(), (byte) header.number());
    }

    /** Camel would split by bytes, and encode by a character set; here both has been done. */
    private static final class AsItIs extends SmppSplitter {
        private final byte[] body;

        AsItIs(byte[] body) {
            super(body.length, body.length, body.length);
            this.body = body;
        }

        @Override
        public byte[][] split(byte[] ignored) {
            return new byte[][] {body};
        }
    }
}
