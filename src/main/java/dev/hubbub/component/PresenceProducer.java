package dev.hubbub.component;

import dev.hubbub.message.ChannelId;
import dev.hubbub.message.TraceEvent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;
import org.jspecify.annotations.Nullable;

/** {@code to: hub:presence/KIND/NAME}: the network shows that somebody is there, or typing. An event, not a message. */
final class PresenceProducer extends DefaultProducer {
    private static final Set<String> SHOWS = Set.of("online", "chat", "away", "xa", "dnd", "offline");
    private static final Set<String> STATES = Set.of("active", "composing", "paused", "inactive", "gone");
    private static final int LONGEST_STATUS = 1_000;

    private final HubEndpoint endpoint;
    private final ChannelId channel;

    PresenceProducer(HubEndpoint endpoint, ChannelId channel) {
        super(endpoint);
        this.endpoint = endpoint;
        this.channel = channel;
    }

    @Override
    public void process(Exchange exchange) {
        Message in = exchange.getMessage();
        String from = text(in, Headers.SENDER);
        String show = text(in, Headers.SHOW);
        String state = text(in, Headers.CHAT_STATE);
        if (from == null || (show == null) == (state == null)) {
            throw new IllegalArgumentException("a presence needs the header " + Headers.SENDER + ", and either "
                    + Headers.SHOW + " or " + Headers.CHAT_STATE);
        }
        if (show != null ? !SHOWS.contains(show) : !STATES.contains(state)) {
            throw new IllegalArgumentException(
                    Headers.SHOW + " is one of " + SHOWS + ", " + Headers.CHAT_STATE + " one of " + STATES);
        }
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("from", from);
        put(detail, "name", text(in, Headers.SENDER_NAME));
        put(detail, "to", text(in, Headers.RECIPIENT));
        put(detail, "show", show);
        put(detail, "state", state);
        String status = text(in, Headers.STATUS);
        put(detail, "status", status == null ? null : Shown.cut(status, LONGEST_STATUS));
        TraceEvent.Type type = show == null ? TraceEvent.Type.CHAT_STATE : TraceEvent.Type.PRESENCE;
        endpoint.ports().log().append(new TraceEvent(type, Instant.now(), null, null, channel, detail));
    }

    private static void put(Map<String, Object> detail, String name, @Nullable String value) {
        if (value != null) {
            detail.put(name, value);
        }
    }

    private static @Nullable String text(Message in, String name) {
        String value = in.getHeader(name, String.class);
        return value == null || value.isBlank() ? null : value;
    }
}
