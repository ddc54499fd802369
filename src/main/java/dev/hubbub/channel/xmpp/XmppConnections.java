package dev.hubbub.channel.xmpp;

import dev.hubbub.message.Address;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.jxmpp.jid.Jid;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.stringprep.XmppStringprepException;

/** The connections of all accounts in use, one each. */
public final class XmppConnections implements AutoCloseable {
    private final XmppMemory memory;
    private final @Nullable WebFiles web;
    private final Map<XmppAccount, XmppConnection> connections = new ConcurrentHashMap<>();

    /** Connections over which files stay links. */
    public XmppConnections(XmppMemory memory) {
        this(memory, null);
    }

    /**
     * @param memory how far each place was heard
     * @param web what fetches and uploads files; null: they stay links
     */
    public XmppConnections(XmppMemory memory, @Nullable WebFiles web) {
        this.memory = memory;
        this.web = web;
    }

    /** The account's connection; made, and from then on kept up, at the first use. */
    XmppConnection of(XmppAccount account) {
        return connections.computeIfAbsent(account, this::connect);
    }

    private XmppConnection connect(XmppAccount account) {
        try {
            return new XmppConnection(account, memory, web);
        } catch (XmppStringprepException e) {
            throw new IllegalArgumentException("'" + account.address() + "' is no XMPP address: " + e.getMessage(), e);
        }
    }

    /** How each place in use is doing. */
    public List<PlaceState> states() {
        return connections.values().stream()
                .flatMap(connection -> connection.states().stream())
                .toList();
    }

    /** Lets every place fetch again what it may have let go. */
    void fetchAgain() {
        connections.values().forEach(XmppConnection::fetchAgain);
    }

    /**
     * The time zone of somebody who was heard lately, as their client tells it (XEP-0202).
     *
     * @param who an {@code xmpp:} address
     * @param timeout how long to wait for the client
     * @return empty if it does not tell, in time or at all
     */
    public Optional<ZoneOffset> zoneOf(Address who, Duration timeout) {
        if (!who.scheme().equals("xmpp")) {
            return Optional.empty();
        }
        List<CompletableFuture<Optional<ZoneOffset>>> answers = new ArrayList<>();
        try {
            Jid jid = JidCreate.from(who.rest());
            connections
                    .values()
                    .forEach(connection -> answers.add(connection.zones().ask(jid)));
            long end = System.nanoTime() + timeout.toNanos();
            for (CompletableFuture<Optional<ZoneOffset>> answer : answers) {
                Optional<ZoneOffset> zone = answer.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
                if (zone.isPresent()) {
                    return zone;
                }
            }
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (XmppStringprepException | ExecutionException | TimeoutException e) {
            return Optional.empty();
        }
    }

    /** Logs all accounts out. */
    @Override
    public void close() {
        connections.values().forEach(XmppConnection::close);
        connections.clear();
    }
}
