package dev.hubbub.sandbox;

import dev.hubbub.config.Settings;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The peers that run, and the settings that lead the hub to them. */
public final class Sandbox implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sandbox.class);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final List<Peer> peers = new CopyOnWriteArrayList<>();
    private Settings settings;
    private @Nullable SmsSandbox phones;
    private @Nullable WebhookSandbox receiver;

    private Sandbox(Settings settings) {
        this.settings = settings;
    }

    /** Starts what the settings ask for ({@link Network#wanted}). */
    public static Sandbox start(Settings settings) throws IOException {
        Sandbox sandbox = new Sandbox(settings);
        try {
            sandbox.open(Network.wanted(settings), Keep.of(settings));
        } catch (IOException | RuntimeException e) {
            sandbox.close();
            throw e;
        }
        return sandbox;
    }

    private void open(Set<Network> wanted, Keep keep) throws IOException {
        if (WebhookSandbox.isWanted(settings, wanted)) {
            WebhookSandbox webhooks = added(WebhookSandbox.start(settings));
            receiver = webhooks;
            settings = webhooks.applyTo(settings);
        }
        if (wanted.contains(Network.SMS)) {
            SmsSandbox sms = added(SmsSandbox.start(settings, keep));
            phones = sms;
            settings = sms.applyTo(settings);
            peers.add(new Phones(sms));
        }
        if (wanted.contains(Network.MAIL)) {
            MailSandbox mail = added(MailSandbox.start(settings, keep));
            settings = mail.applyTo(settings);
            peers.add(new Mailboxes(mail));
        }
        if (wanted.contains(Network.XMPP)) {
            XmppSandbox xmpp = added(XmppSandbox.start(settings, keep));
            settings = xmpp.applyTo(settings);
            peers.add(new ChatRooms(xmpp));
        }
        if (wanted.contains(Network.X)) {
            XSandbox x = added(XSandbox.start(settings, keep));
            settings = x.applyTo(settings);
            peers.add(new Timeline(x));
        }
        if (wanted.contains(Network.SIP)) {
            SipSandbox sip = added(SipSandbox.start(settings, keep));
            settings = sip.applyTo(settings);
            peers.add(new SipPhones(sip));
        }
        if (receiver != null) {
            peers.add(new Calls(receiver));
        }
    }

    private <T extends AutoCloseable> T added(T part) {
        parts.push(part);
        return part;
    }

    /** The given settings, with what runs here as the hub's networks. */
    public Settings settings() {
        return settings;
    }

    /** What runs, in the order to be shown. */
    public List<Peer> peers() {
        return List.copyOf(peers);
    }

    /** Shows one more peer, which somebody else starts and stops. */
    public void add(Peer peer) {
        peers.add(peer);
    }

    /** The phones, if they run. */
    public Optional<SmsSandbox> phones() {
        return Optional.ofNullable(phones);
    }

    /** The receiver of webhooks, if it runs. */
    public Optional<WebhookSandbox> receiver() {
        return Optional.ofNullable(receiver);
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (Exception e) {
                LOG.warn("{} did not stop cleanly: {}", part.getClass().getSimpleName(), e.toString());
            }
        }
    }
}
