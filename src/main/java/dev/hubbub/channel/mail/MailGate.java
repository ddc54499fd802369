package dev.hubbub.channel.mail;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.subethamail.smtp.server.Session;
import org.subethamail.smtp.server.SessionHandler;

/** Keeps count of connections, mails and bytes, and says when there are too many. */
final class MailGate implements SessionHandler {
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final ListenerConfig config;
    private final Map<InetAddress, Integer> connections = new HashMap<>();
    private final Map<InetAddress, Integer> mails = new HashMap<>();
    private final AtomicLong bytes = new AtomicLong();
    private int all;
    private long minuteBegan = System.nanoTime();

    MailGate(ListenerConfig config) {
        this.config = config;
    }

    @Override
    public synchronized SessionAcceptance accept(Session session) {
        // counted also if refused: the end of every session is told
        all++;
        int ofAddress = connections.merge(address(session.getRemoteAddress()), 1, Integer::sum);
        return all > config.connections() || ofAddress > config.connectionsPerAddress()
                ? SessionAcceptance.failure(421, "4.7.0 too many connections; try again later")
                : SessionAcceptance.success();
    }

    @Override
    public synchronized void onSessionEnd(Session session) {
        all--;
        connections.computeIfPresent(
                address(session.getRemoteAddress()), (address, count) -> count > 1 ? count - 1 : null);
    }

    /** Whether one more mail may come from there in this minute. */
    synchronized boolean mayCome(SocketAddress from) {
        long now = System.nanoTime();
        if (now - minuteBegan > MINUTE) {
            mails.clear();
            minuteBegan = now;
        }
        return config.rate() == 0 || mails.merge(address(from), 1, Integer::sum) <= config.rate();
    }

    /** Reserves memory; false if there is none left. */
    boolean reserve(int count) {
        if (bytes.addAndGet(count) <= config.memory()) {
            return true;
        }
        release(count);
        return false;
    }

    void release(long count) {
        bytes.addAndGet(-count);
    }

    private static InetAddress address(SocketAddress from) {
        return from instanceof InetSocketAddress inet ? inet.getAddress() : InetAddress.getLoopbackAddress();
    }
}
