package dev.hubbub.web;

import dev.hubbub.config.AddressRange;
import io.netty.channel.Channel;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections that are open: no more than may be, in all and from one address, and none that makes the hub wait for
 * a request without end. One that is too much is closed at once; nothing is read from it.
 */
final class Connections {
    private static final Logger log = LoggerFactory.getLogger(Connections.class);
    private static final long LOOK_EVERY_MILLIS = 500;
    private static final long LOG_EVERY_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final WebConfig.Guests bounds;
    private final List<AddressRange> proxies;
    private final int maxBody;
    private final Set<Patience> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger total = new AtomicInteger();
    private final Map<String, Integer> perAddress = new ConcurrentHashMap<>();
    private final AtomicLong logAgain = new AtomicLong(System.nanoTime());

    Connections(WebConfig config) {
        this.bounds = config.guests();
        this.proxies = config.proxies();
        this.maxBody = config.maxBody();
    }

    /** Looks at all of them, again and again. */
    void watch(Vertx vertx) {
        long unused = vertx.setPeriodic(LOOK_EVERY_MILLIS, timer -> {
            long now = System.nanoTime();
            open.forEach(patience -> patience.look(now));
        });
    }

    /** Connections that are open. */
    int size() {
        return total.get();
    }

    /** Takes a new connection, or closes it; on its event loop, before anything is read. */
    void take(HttpConnection connection) {
        Channel channel = ((ConnectionBase) connection).channel();
        String address = address(connection.remoteAddress());
        boolean mayCome = total.incrementAndGet() <= bounds.connections();
        mayCome &= perAddress.merge(address, 1, Integer::sum) <= bounds.perAddress() || isProxy(address);
        var unusedCount = channel.closeFuture().addListener(closed -> gone(address));
        if (!mayCome) {
            logRefusal();
            Cut.off(channel);
            return;
        }
        Patience patience = new Patience(channel, bounds.requestTimeout(), maxBody);
        open.add(patience);
        var unusedWatch = channel.closeFuture().addListener(closed -> open.remove(patience));
        patience.begin();
    }

    private void gone(String address) {
        total.decrementAndGet();
        perAddress.computeIfPresent(address, (key, count) -> count > 1 ? count - 1 : null);
    }

    private static String address(SocketAddress remote) {
        return remote == null || remote.hostAddress() == null ? "" : remote.hostAddress();
    }

    /** Behind a proxy everybody comes from one address. */
    private boolean isProxy(String address) {
        return proxies.stream().anyMatch(range -> range.holds(address));
    }

    private void logRefusal() {
        long now = System.nanoTime();
        long due = logAgain.get();
        if (now - due >= 0 && logAgain.compareAndSet(due, now + LOG_EVERY_NANOS)) {
            log.warn(
                    "Connections are refused: {} are open (hubbub.http.connections, hubbub.http.connections-per-address)",
                    total.get());
        }
    }
}
