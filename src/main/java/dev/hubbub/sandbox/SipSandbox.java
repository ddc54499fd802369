package dev.hubbub.sandbox;

import dev.hubbub.channel.sip.Ports;
import dev.hubbub.channel.sip.SipPeer;
import dev.hubbub.config.Key;
import dev.hubbub.config.Settings;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A SIP server for trying the hub: the hub registers there as {@code sip:hubbub@localhost}, with a password, and everybody else of
 * {@code localhost} has a phone. It forgets everything when it stops.
 */
public final class SipSandbox implements AutoCloseable {
    static final String DOMAIN = "localhost";
    private static final String USER = "hubbub";
    private static final String HERE = "127.0.0.1";
    private static final int PATIENCE_SECONDS = 10;
    private static final Logger LOG = LoggerFactory.getLogger(SipSandbox.class);

    private final Notes notes;
    private final String password = newPassword();
    private final int port;

    /** It comes up in the background: what it stands on takes its time, and nobody has to wait. */
    private final CompletableFuture<SipPeer> peer;

    private SipSandbox(int port, int largest, Keep keep) {
        this.notes = new Notes(keep);
        this.port = port;
        this.peer = new CompletableFuture<>();
        Thread opens = new Thread(() -> open(largest), "hubbub-sandbox-sip");
        opens.setDaemon(true);
        opens.start();
    }

    private void open(int largest) {
        try {
            peer.complete(SipPeer.open(HERE, port, largest, DOMAIN, USER, password, this::take));
        } catch (IOException | RuntimeException e) {
            LOG.warn("the sandbox's SIP server does not run: {}", e.toString());
            peer.completeExceptionally(e);
        }
    }

    /** Starts as the settings say. */
    static SipSandbox start(Settings settings, Keep keep) throws IOException {
        int wished = settings.integer(Key.SANDBOX_SIP_PORT, 0, 65_535);
        int port = Ports.orFree(HERE, wished);
        if (wished != 0 && port != wished) {
            LOG.warn("port {} is busy: the sandbox's SIP server is on port {} instead", wished, port);
        }
        SipSandbox made = new SipSandbox(port, SipPeer.largest(settings), keep);
        LOG.info("sandbox: SIP on {}:{}, the hub is sip:{}@{}", HERE, port, USER, DOMAIN);
        return made;
    }

    /** Starts on a free port. */
    public static SipSandbox start() throws IOException {
        return start(Settings.defaults().with(Key.SANDBOX_SIP_PORT, "0"), Keep.USUAL);
    }

    private static String newPassword() {
        byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    int port() {
        return port;
    }

    /** The texts that a phone got, the latest last. */
    public List<String> got(String phone) {
        return notes.all().stream()
                .filter(note -> !note.written() && note.box().equals(phone))
                .map(Note::text)
                .toList();
    }

    Notes notes() {
        return notes;
    }

    /** The same settings with this as the hub's SIP server. */
    public Settings applyTo(Settings settings) {
        String origin = "sandbox";
        return settings.with(Key.SIP_SERVER, HERE + ":" + port(), origin)
                .with(Key.SIP_ADDRESS, "sip:" + USER + "@" + DOMAIN, origin)
                .with(Key.SIP_HOST, HERE, origin)
                .with(Key.SIP_PORT, "0", origin)
                .with(Key.SIP_USER, USER, origin)
                .with(Key.SIP_PASSWORD, password, origin)
                .with(Key.SIP_REGISTER, "10m", origin);
    }

    private void take(SipPeer.Text text) {
        notes.add(Note.got(text.to(), text.from(), text.text()));
    }

    /**
     * Somebody says something to the hub.
     *
     * @return why it was not taken; empty if it was
     */
    public Optional<String> say(String from, String text) {
        Optional<String> refusal;
        try {
            refusal = peer.get(PATIENCE_SECONDS, TimeUnit.SECONDS).say(from, text);
        } catch (ExecutionException | TimeoutException e) {
            refusal = Optional.of("the SIP server does not run");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            refusal = Optional.of("interrupted");
        }
        if (refusal.isEmpty()) {
            notes.add(Note.wrote(from, from, "sip:" + USER + "@" + DOMAIN, text));
        }
        return refusal;
    }

    @Override
    public void close() {
        var unused = peer.whenComplete((running, failure) -> {
            if (running != null) {
                running.close();
            }
        });
    }
}
