package dev.hubbub.channel.mail;

import dev.hubbub.channel.PemIdentity;
import dev.hubbub.config.Key;
import dev.hubbub.config.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.subethamail.smtp.server.SMTPServer;

/**
 * The hub's own SMTP server (RFC 5321), for mail servers that hand mail on to it. It takes mail for names that a route asks
 * for, in the hub's domains, and for nobody else: it relays nothing. It listens from when the first route asks.
 */
public final class MailListener implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MailListener.class);

    /** Route files come up one after the other: so long a name that nobody asks for may yet be asked for. */
    private static final Duration EARLY = Duration.ofMinutes(1);

    private final ListenerConfig config;
    private final Map<String, MailTaker> takers = new ConcurrentHashMap<>();
    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private @Nullable SMTPServer server;
    private volatile long since;
    private boolean closed;

    MailListener(ListenerConfig config) {
        this.config = config;
    }

    /** A listener as the settings say; it does not listen yet. */
    public static MailListener of(Settings settings) {
        Function<String, Optional<String>> option =
                name -> Key.of("hubbub.mail." + name).filter(settings::has).map(settings::text);
        return new MailListener(ListenerConfig.of(option));
    }

    ListenerConfig config() {
        return config;
    }

    /** The port it listens on; -1 if it does not. */
    public synchronized int port() {
        return server == null ? -1 : server.getPortAllocated();
    }

    /**
     * Takes mail for a name from now on.
     *
     * @throws IllegalStateException if another route takes it already
     */
    synchronized void open(String name, MailTaker taker) throws IOException {
        if (takers.putIfAbsent(name, taker) != null) {
            throw new IllegalStateException("another route takes mail for " + name + " already");
        }
        known.add(name);
        try {
            listen();
        } catch (IOException | RuntimeException e) {
            takers.remove(name);
            throw e;
        }
    }

    /** Takes no more mail for a name; whoever has some is to try again later. */
    void close(String name) {
        takers.remove(name);
    }

    /** Who takes mail for an address; null if nobody does just now. */
    @Nullable
    MailTaker taker(String address) {
        return takers.get(name(address));
    }

    /** What stands before + and @, by which a route asks for it. */
    static String name(String address) {
        String local = address.substring(0, Math.max(0, address.lastIndexOf('@')));
        int plus = local.indexOf('+');
        return (plus < 0 ? local : local.substring(0, plus)).toLowerCase(Locale.ROOT);
    }

    /** Whether somebody takes, took or may yet take mail for an address. */
    boolean mayTakeLater(String address) {
        return known.contains(name(address)) || System.nanoTime() - since < EARLY.toNanos();
    }

    boolean isOwnDomain(String address) {
        return config.domains()
                .contains(address.substring(address.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT));
    }

    private void listen() throws IOException {
        if (server != null || closed || config.port() < 0) {
            return;
        }
        MailGate gate = new MailGate(config);
        SMTPServer.Builder builder = SMTPServer.port(config.port())
                .bindAddress(InetAddress.getByName(config.host()))
                .hostName(config.domains().get(0))
                .softwareName("Hubbub")
                .messageHandlerFactory(context -> new MailTransaction(this, gate, context))
                .sessionHandler(gate)
                .fromAddressValidator(address -> true)
                .insertReceivedHeaders(false)
                .maxMessageSize(config.limits().bytes())
                .maxRecipients(config.recipients())
                // those that are one too many are told so, by the gate
                .maxConnections(config.connections() + 20)
                .connectionTimeout(Math.toIntExact(config.timeout().toMillis()), TimeUnit.MILLISECONDS)
                .serverThreadName("hubbub-mail-listener");
        if (config.certificate() != null) {
            builder.enableTLS().startTlsSocketFactory(PemIdentity.context(config.certificate()));
        } else {
            builder.hideTLS();
        }
        SMTPServer made = builder.build();
        try {
            made.start();
        } catch (RuntimeException e) {
            throw new IOException(
                    "cannot listen for mail on " + config.host() + ":" + config.port() + ": " + e.getMessage(), e);
        }
        server = made;
        since = System.nanoTime();
        LOG.info("listens for mail on {}:{}, domains {}", config.host(), port(), config.domains());
    }

    @Override
    public synchronized void close() {
        closed = true;
        SMTPServer running = server;
        server = null;
        if (running != null) {
            running.stop();
        }
    }
}
