package dev.hubbub.outbox;

import dev.hubbub.message.ChannelId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What running routes can be asked to do at once: things of the moment that are no messages, are kept nowhere, and are either done
 * when the route has ended well or not done.
 */
public final class Asks {
    private final Map<Key, Route> routes = new ConcurrentHashMap<>();

    /** What is asked for. */
    public enum Kind {
        /** That the network be shown a presence, or that the bot is typing. */
        PRESENCE,
        /** That something be sent as it is, in the network's own terms. */
        RAW
    }

    private record Key(Kind kind, ChannelId channel) {}

    /** A route that does it. */
    @FunctionalInterface
    public interface Route {
        /**
         * Does it.
         *
         * @return what the network answered; empty if nothing
         * @throws IllegalArgumentException if what was asked for makes no sense to the network
         * @throws DeliveryException if the network cannot or will not
         */
        String run(Map<String, String> headers, String body) throws DeliveryException;
    }

    /** A route has started. @throws IllegalStateException if another does that already */
    public void open(Kind kind, ChannelId channel, Route route) {
        if (routes.putIfAbsent(new Key(kind, channel), route) != null) {
            throw new IllegalStateException("another route does that for " + channel + " already");
        }
    }

    /** It has stopped. */
    public void close(Kind kind, ChannelId channel) {
        routes.remove(new Key(kind, channel));
    }

    /** The route that does it; empty if none runs. */
    public Optional<Route> find(Kind kind, ChannelId channel) {
        return Optional.ofNullable(routes.get(new Key(kind, channel)));
    }
}
