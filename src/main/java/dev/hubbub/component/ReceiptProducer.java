package dev.hubbub.component;

import dev.hubbub.message.ChannelId;
import dev.hubbub.message.DeliveryState;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
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
        List<String> ids = ids(exchange);
        String state = exchange.getMessage().getHeader(Headers.RECEIPT, String.class);
        if (ids.isEmpty() || state == null) {
            throw new IllegalArgumentException(
                    "a receipt needs the headers " + Headers.EXTERNAL_ID + " and " + Headers.RECEIPT);
        }
        // a receipt for something the hub does not know (another system's, or long retired) is no error of the network
        boolean known = endpoint.ports().receipts().receipt(channel, ids, state(state));
        exchange.getMessage().setHeader(Headers.RECEIPT_KNOWN, known);
    }

    /** The forms in which the network may have told the id before: a list, or a text with a line for each. */
    private static List<String> ids(Exchange exchange) {
        Object given = exchange.getMessage().getHeader(Headers.EXTERNAL_ID);
        Stream<String> all = given instanceof Collection<?> many
                ? many.stream().map(String::valueOf)
                : String.valueOf(exchange.getMessage().getHeader(Headers.EXTERNAL_ID, "", String.class))
                        .lines();
        return all.filter(id -> !id.isBlank()).toList();
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
