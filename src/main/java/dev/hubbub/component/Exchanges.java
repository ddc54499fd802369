package dev.hubbub.component;

import dev.hubbub.message.Address;
import dev.hubbub.message.Change;
import dev.hubbub.message.ChannelId;
import dev.hubbub.message.Delivery;
import dev.hubbub.message.Draft;
import dev.hubbub.message.MessageId;
import dev.hubbub.message.Tag;
import dev.hubbub.outbox.Names;
import java.time.Instant;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** Fills fresh exchanges with what the hub knows; nothing from anywhere else gets in. */
final class Exchanges {
    private static final int LONGEST_QUOTE = 1000;

    private Exchanges() {}

    /** The message as such. */
    static void fill(Exchange exchange, Draft said, String text) {
        Message out = exchange.getMessage();
        out.setBody(text);
        put(out, Headers.SENDER, said.sender().uri());
        put(out, Headers.SENDER_NAME, said.senderName());
        put(out, Headers.REPLY_TO, uri(said.replyTo()));
        put(out, Headers.SUBJECT, said.subject());
        put(out, Headers.HTML, said.html());
        put(out, Headers.CHANNEL, said.channel().toString());
        put(out, Headers.IN_REPLY_TO, string(said.inReplyTo()));
        put(out, Headers.SENT_AT, string(said.sentAt()));
        put(out, Headers.TIME_ZONE, said.timeZone());
        put(out, Headers.PRIORITY, said.priority().name().toLowerCase(Locale.ROOT));
        put(out, Headers.TAGS, said.tags().stream().sorted().map(Tag::toString).collect(Collectors.joining(",")));
        exchange.setProperty(Headers.VISITED, with(said.visited(), said.channel()));
        exchange.setProperty(Headers.HOPS, said.hops());
    }

    /** What it answers, as the target knows it. */
    static void answering(Exchange exchange, Names.Known answered) {
        Message out = exchange.getMessage();
        String text = answered.message().text();
        put(out, Headers.IN_REPLY_TO_EXTERNAL_ID, answered.externalId());
        if (answered.delivery() == null) {
            put(out, Headers.IN_REPLY_TO_ALIAS, answered.message().said().alias());
        }
        put(out, Headers.IN_REPLY_TO_SENDER_NAME, answered.message().senderShown());
        put(out, Headers.IN_REPLY_TO_TEXT, Shown.cut(text, LONGEST_QUOTE));
    }

    /** What it changes, as the target knows it. */
    static void changing(Exchange exchange, Names.Known changed, Change.Kind change) {
        Message out = exchange.getMessage();
        put(out, change == Change.Kind.CORRECTION ? Headers.REPLACES : Headers.RETRACTS, changed.externalId());
        if (changed.delivery() != null) {
            put(out, Headers.CHANGED_DELIVERY_ID, changed.delivery().toString());
        }
    }

    /** The delivery it is handed out for. */
    static void fill(Exchange exchange, Delivery delivery) {
        Message out = exchange.getMessage();
        put(out, Headers.MESSAGE_ID, delivery.message().toString());
        put(out, Headers.DELIVERY_ID, delivery.id().toString());
        put(out, Headers.ATTEMPT, Integer.toString(delivery.attempts()));
        put(out, Headers.RECIPIENT, uri(delivery.target().recipient()));
        exchange.setProperty(Headers.MESSAGE_ID, delivery.message());
        if (exchange.getProperty(Headers.VISITED) instanceof Set<?> before) {
            // it is on this channel now: should the route bring it in again elsewhere, it has been here
            exchange.setProperty(Headers.VISITED, with(before, delivery.target().channel()));
        }
    }

    private static Set<Object> with(Set<?> before, ChannelId channel) {
        Set<Object> visited = new HashSet<>(before);
        visited.add(channel);
        return visited;
    }

    private static @Nullable String uri(@Nullable Address address) {
        return address == null ? null : address.uri();
    }

    private static @Nullable String string(@Nullable Object value) {
        return value instanceof Instant || value instanceof MessageId ? value.toString() : null;
    }

    private static void put(Message out, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            out.setHeader(name, value);
        }
    }
}
