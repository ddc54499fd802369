package dev.hubbub.component;

import dev.hubbub.message.ChannelId;
import dev.hubbub.message.DeliveryState;
import java.util.Locale;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/** {@code to: hub:receipt/KIND/NAME}: the network tells what became of something sent earlier. */
final class ReceiptProducer extends DefaultProducer {
    private final HubEndpoint endpoint;
    private final ChannelId channel;

    ReceiptProducer(HubEndpoint endpoint, ChannelId channel) {
        super(endpoint);
        this.endpoint = endpoint;
        this.channel = channel;
    }

    @Override
    public void process(Exchange exchange) {
        String externalId = exchange.getMessage().getHeader(Headers.EXTERNAL_ID, String.class);
        String state = exchange.getMessage().getHeader(Headers.RECEIPT, String.class);
        if (externalId == null || externalId.isBlank() || state == null) {
            throw new IllegalArgumentException(
                    "a receipt needs the headers " + Headers.EXTERNAL_ID + " and " + Headers.RECEIPT);
        }
        // a receipt for something the hub does not know (another system's, or long retired) is no error of the network
        boolean known =
                endpoint.ports().receipts().receipt(channel, externalId.lines().toList(), state(state));
        exchange.getMessage().setHeader(Headers.RECEIPT_KNOWN, known);
    }

    private static DeliveryState state(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "delivered" -> DeliveryState.DELIVERED;
            case "read" -> DeliveryState.READ;
            case "bounced" -> DeliveryState.BOUNCED;
            default ->
                throw new IllegalArgumentException(
                        Headers.RECEIPT + " is delivered, read or bounced, not '" + word + "'");
        };
    }
}
