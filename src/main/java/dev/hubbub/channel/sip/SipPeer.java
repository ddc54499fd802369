package dev.hubbub.channel.sip;

import dev.hubbub.config.Secret;
import dev.hubbub.config.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import javax.sip.SipException;
import javax.sip.address.SipURI;
import javax.sip.header.ContactHeader;
import javax.sip.header.ExpiresHeader;
import javax.sip.header.ToHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;

/**
 * The other side, for trying: a registrar for one user, who has to log in, and the phones of everybody else. What is sent to them
 * is handed over; what they say goes to where that user is registered.
 */
public final class SipPeer implements AutoCloseable {
    private static final int MOST_BY_UDP = 1000;
    private static final int LARGEST = 65_536;
    private static final int PATIENCE_SECONDS = 10;

    private final String domain;
    private final String user;
    private final SipGate gate;
    private final Consumer<Text> taker;
    private final SipAgent agent;
    private volatile CompletableFuture<SipAddress> registered = new CompletableFuture<>();

    /**
     * What came for somebody.
     *
     * @param from as {@code sip:hubbub@localhost}
     */
    public record Text(String from, String to, String text) {
        @Override
        public String toString() {
            return "Text[to " + to + "]";
        }
    }

    private SipPeer(
            String host,
            int port,
            int largest,
            @Nullable SipTls tls,
            String domain,
            String user,
            String password,
            Consumer<Text> taker)
            throws IOException {
        this.domain = domain;
        this.user = user;
        this.taker = taker;
        this.gate = new SipGate(
                List.of(), domain, new Login(user, new Secret(password)), List.of(Digest.SHA_256), Clock.systemUTC());
        this.agent = SipAgent.open(host, port, largest, tls, this::serve);
    }

    /**
     * Listens.
     *
     * @param user who may register, and send
     * @param taker is handed what comes for the others
     */
    public static SipPeer open(
            String host, int port, int largest, String domain, String user, String password, Consumer<Text> taker)
            throws IOException {
        return new SipPeer(host, port, largest, null, domain, user, password, taker);
    }

    /** One that speaks TLS alone, on a free port. */
    static SipPeer encrypted(String host, SipTls tls, String user, String password, Consumer<Text> taker)
            throws IOException {
        return new SipPeer(host, 0, LARGEST, tls, host, user, password, taker);
    }

    /** Bytes of one message at most, as the hub itself has it. */
    public static int largest(Settings settings) {
        return SipSettings.of(settings).largest();
    }

    public int port() {
        return agent.port();
    }

    private void serve(SipAsked asked) {
        if (!gate.admits(asked)) {
            return;
        }
        switch (asked.request().getMethod()) {
            case Request.REGISTER -> register(asked);
            case Request.MESSAGE -> take(asked);
            default -> asked.answer(Response.METHOD_NOT_ALLOWED);
        }
    }

    private void register(SipAsked asked) {
        boolean stays = !(asked.request().getHeader(ExpiresHeader.NAME) instanceof ExpiresHeader expires)
                || expires.getExpires() > 0;
        if (!(asked.request().getHeader(ContactHeader.NAME) instanceof ContactHeader contact)
                || !(contact.getAddress().getURI() instanceof SipURI uri)) {
            asked.answer(Response.BAD_REQUEST);
            return;
        }
        if (stays) {
            registered.complete(SipAddress.of(uri));
            registered = CompletableFuture.completedFuture(SipAddress.of(uri));
        } else {
            registered = new CompletableFuture<>();
        }
        asked.answer(Response.OK);
    }

    private void take(SipAsked asked) {
        ToHeader to = (ToHeader) asked.request().getHeader(ToHeader.NAME);
        try {
            Optional<Said> said = Said.read(asked.request());
            if (said.isPresent() && to.getAddress().getURI() instanceof SipURI uri) {
                taker.accept(new Text(
                        said.get().sender().uri(),
                        SipAddress.of(uri).uri(),
                        said.get().text()));
            }
            asked.answer(Response.OK);
        } catch (Said.UnreadableException e) {
            asked.answer(e.status());
        }
    }

    /**
     * Somebody says something to the user who is registered.
     *
     * @param from as {@code sip:ana@localhost}
     * @return why it was not taken; empty if it was
     */
    public Optional<String> say(String from, String text) {
        SipAddress sender = SipAddress.parse(from).orElseThrow(() -> new IllegalArgumentException("no address"));
        try {
            SipAddress where = registered.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            SipLetter letter = new SipLetter(
                    Request.MESSAGE,
                    where,
                    sender,
                    new SipAddress(user, domain, -1),
                    SipAsked.random() + "@" + domain,
                    text,
                    List.of());
            boolean fits = text.getBytes(StandardCharsets.UTF_8).length <= MOST_BY_UDP;
            Transport plain = fits ? Transport.UDP : Transport.TCP;
            Transport transport = agent.isEncrypted() ? Transport.TLS : plain;
            int status = agent.ask(letter.request(agent, where, transport, 1, List.of()))
                    .getStatusCode();
            return status < 300 ? Optional.empty() : Optional.of("the hub answers SIP " + status);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        } catch (SipException | TimeoutException | ExecutionException e) {
            return Optional.of("the hub cannot be reached by SIP just now");
        }
    }

    @Override
    public void close() {
        agent.close();
    }
}
