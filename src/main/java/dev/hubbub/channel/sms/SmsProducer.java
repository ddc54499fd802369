package dev.hubbub.channel.sms;

import dev.hubbub.outbox.DeliveryException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
import org.jsmpp.bean.SMSCDeliveryReceipt;
import org.jsmpp.session.SMPPSession;
import org.jspecify.annotations.Nullable;

/**
 * Submits the exchange's body to its numbers, in as many parts as it needs. The exchange ends well when the SMSC has taken
 * every part. Nothing of the exchange but its body, its numbers and the delivery's name has a say in what is submitted.
 */
final class SmsProducer extends DefaultProducer {
    private static final int REMEMBERED = 1000;
    private static final String DELIVERY_ID = "HubbubDeliveryId";
    private static final String EXTERNAL_ID = "HubbubExternalId";

    private final SmsEndpoint endpoint;
    private final SmsOptions options;
    private final Slowness slowness;

    /** Parts that the SMSC took of deliveries that then failed: a further attempt goes on where that one stopped. */
    private final Map<String, String> taken = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > REMEMBERED;
        }
    });

    private @Nullable SmsLine line;

    SmsProducer(SmsEndpoint endpoint, SmsOptions options, double rate) {
        super(endpoint);
        this.endpoint = endpoint;
        this.options = options;
        this.slowness = new Slowness(rate);
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
        SmsLine made = new SmsLine(endpoint.getConfiguration(), endpoint.getConnectionString(), receiver);
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
        String last = "";
        for (Object number : exchange.getProperty(Texting.NUMBERS, List.of(), List.class)) {
            last = submit(delivery, number.toString(), outgoing);
        }
        if (last.isEmpty()) {
            throw new DeliveryException.Permanent("it is for nobody: the bean sms finds out for whom (prepare)", null);
        }
        forget(delivery);
        exchange.getMessage().setHeader(EXTERNAL_ID, last);
    }

    private void forget(String delivery) {
        synchronized (taken) {
            taken.keySet().removeIf(key -> key.startsWith(delivery + " "));
        }
    }

    /** @return the SMSC's id of the last part, for which a receipt is asked */
    private String submit(String delivery, String number, Outgoing outgoing) throws DeliveryException {
        String last = "";
        int total = outgoing.parts().size();
        // made of the delivery, so that a part that is submitted again is known as the same
        int reference = (delivery + number).hashCode() & 0xFF;
        for (int i = 1; i <= total; i++) {
            String key = delivery + " " + number + " " + i;
            String id = taken.get(key);
            if (id == null) {
                byte[] body = outgoing.alphabet().encode(outgoing.parts().get(i - 1), options.writing());
                id = submit(number, outgoing.alphabet(), new Header(reference, total, i), body);
                taken.put(key, id);
            }
            last = id;
        }
        return last;
    }

    private String submit(String number, Alphabet alphabet, Header header, byte[] body) throws DeliveryException {
        SmsLine open = line;
        SMPPSession session = open == null ? null : open.session();
        if (session == null) {
            throw new DeliveryException.Temporary("not connected to the SMSC", null);
        }
        slowness.await();
        Exchange fresh = endpoint.createExchange();
        fill(fresh.getMessage(), number, alphabet, header, body);
        try {
            endpoint.getBinding().createSmppCommand(session, fresh).execute(fresh);
        } catch (Exception e) {
            if (Refusals.isTooFast(e)) {
                slowness.grow();
            }
            throw Refusals.of(e);
        }
        slowness.shrink();
        Object ids = fresh.getMessage().getHeader(SmppConstants.ID);
        return ids instanceof List<?> list && !list.isEmpty() ? list.get(0).toString() : "none";
    }

    private void fill(Message message, String number, Alphabet alphabet, Header header, byte[] body) {
        SmsAccount.Dialled dialled = SmsAccount.Dialled.of(number);
        message.setBody("");
        message.setHeader(SmppConstants.DEST_ADDR, dialled.digits());
        message.setHeader(SmppConstants.DEST_ADDR_TON, dialled.ton());
        message.setHeader(SmppConstants.DEST_ADDR_NPI, dialled.npi());
        message.setHeader(SmppConstants.DATA_CODING, alphabet.coding());
        boolean isLast = header.number() == header.total();
        message.setHeader(
                SmppConstants.REGISTERED_DELIVERY,
                isLast ? endpoint.getConfiguration().getRegisteredDelivery() : SMSCDeliveryReceipt.DEFAULT.value());
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
