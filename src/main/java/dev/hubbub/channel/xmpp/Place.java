package dev.hubbub.channel.xmpp;

import dev.hubbub.channel.xmpp.XmppMemory.LastSeen;
import dev.hubbub.outbox.DeliveryException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jivesoftware.smack.SmackException;
import org.jivesoftware.smack.XMPPException;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.StandardExtensionElement;
import org.jivesoftware.smack.packet.StanzaBuilder;
import org.jivesoftware.smackx.delay.packet.DelayInformation;
import org.jivesoftware.smackx.mam.element.MamElements.MamResultExtension;
import org.jspecify.annotations.Nullable;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.Jid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;

/**
 * Where messages are said: a room or an account's direct messages. It outlives log-ins. After each log-in what comes live
 * is held back until what was missed has been fetched, so that order is kept and nothing is taken twice.
 */
abstract class Place {
    private static final Logger LOG = LoggerFactory.getLogger(Place.class);
    /** Marks what was thrown while somebody's words were in hand: the log shows its kind, not its words. */
    private static final Marker QUOTING = MarkerFactory.getMarker("QUOTING");

    private static final Duration HISTORY_COMES_WITHIN = Duration.ofSeconds(10);

    final XmppConnection owner;
    final EntityBareJid address;
    final Inbox inbox;
    final Notices notices;

    /** One entry at a time. */
    final ReentrantLock entry = new ReentrantLock();

    private @Nullable List<Message> held;
    private @Nullable Session session;
    private boolean ready;
    private Session.Features features = Session.Features.NONE;
    private Instant historyUntil = Instant.MIN;
    private Instant since = Instant.now();
    private @Nullable String lastError;
    private int users;

    Place(XmppConnection owner, EntityBareJid address, XmppMemory memory) {
        this.owner = owner;
        this.address = address;
        this.notices = new Notices(
                owner.errands()::execute,
                Duration.ofSeconds(1).dividedBy(owner.account().company().rate()));
        this.inbox = new Inbox(
                owner.account().address() + "/" + address,
                memory,
                this::onRefused,
                () -> owner.entrances().fetchAgain(this));
    }

    /** Enters the place after a log-in, or again; returns once live messages flow. */
    abstract void enter(Session session) throws Exception;

    /** Fetches again what was let go for load, staying in the place if its archive allows. */
    void fetchAgain(Session current) throws Exception {
        hold(current, features());
        catchUp(current);
    }

    /** Sends a message; the outcome comes when the server has it for certain. */
    abstract CompletableFuture<String> send(Outgoing message, @Nullable Jid to);

    /** Whether an earlier attempt went through after all. */
    final boolean hasSent(String id, int attempt) {
        return attempt > 1 && inbox.knows(sentKey(id));
    }

    static String sentKey(String id) {
        return "sent:" + id;
    }

    /** Shows the others here, or one of them, what the bot is doing; nobody learns whether it was shown. */
    abstract void sendState(Session session, String state, @Nullable Jid to)
            throws DeliveryException, InterruptedException;

    static Message stateMessage(Message.Type type, Jid to, String state) {
        return StanzaBuilder.buildMessage()
                .ofType(type)
                .to(to)
                .addExtension(Shows.element(state))
                .addExtension(StandardExtensionElement.builder("no-store", "urn:xmpp:hints")
                        .build())
                .build();
    }

    /** Tells the sender's client that what was said has come, if it asks for that. */
    void confirmTo(Arrival.Said said) {
        // in a room everybody sees it
    }

    /** Tells the sender that what was said could not be taken. */
    abstract void answerRefusal(Arrival.Said said, String reason);

    /** Says something of the bot's own that nobody waits for. */
    final void sayAside(String kind, String text, @Nullable Jid to) {
        CompletableFuture<Void> unused = send(new Outgoing(kind + "-" + UUID.randomUUID(), text, 1, About.NOTHING), to)
                .thenAccept(name -> {})
                .exceptionally(failure -> {
                    LOG.info("{}: the bot's {} was not said: {}", address, kind, failure.toString());
                    return null;
                });
    }

    /** Reads one message; null if nothing in it is to be handed over. */
    abstract @Nullable Arrival read(Message message, @Nullable String stanzaId, Instant at, Session session);

    final synchronized void use() {
        users++;
    }

    /** True if nobody uses it any more. */
    final synchronized boolean release() {
        users--;
        return users == 0;
    }

    final synchronized boolean isUnused() {
        return users == 0;
    }

    final synchronized void onMessage(Message message) {
        if (held != null) {
            held.add(message);
        } else if (session != null) {
            take(message, null);
        }
    }

    final synchronized void hold(Session fresh, Session.Features found) {
        session = fresh;
        held = new ArrayList<>();
        features = found;
        historyUntil = Instant.MIN;
        ready = false;
    }

    /** What the place can do, where more is known of it than when holding back began. */
    final synchronized void found(Session.Features now) {
        features = now;
    }

    /** Fetches what was missed, then takes what was held back meanwhile, then lets messages flow. */
    final void catchUp(Session fresh) throws SmackException, XMPPException, InterruptedException {
        LastSeen last = inbox.unread();
        Archive archive = new Archive(fresh, address);
        boolean archives = hasArchive();
        if (last == null) {
            String newest = archives ? archive.newestId() : null;
            synchronized (this) {
                historyUntil = Instant.now().plus(HISTORY_COMES_WITHIN);
                inbox.begin(newest);
            }
        } else if (archives) {
            archive.since(last, this::takeArchived);
        }
        synchronized (this) {
            List<Message> waiting = held == null ? List.of() : held;
            held = null;
            waiting.forEach(message -> take(message, null));
            inbox.lookedFor();
            inbox.save();
            ready = true;
            since = Instant.now();
            lastError = null;
        }
    }

    private synchronized void takeArchived(MamResultExtension result) {
        take(result.getForwarded().getForwardedStanza(), result);
    }

    private void take(Message message, @Nullable MamResultExtension archived) {
        Session current = session;
        if (current == null) {
            return;
        }
        DelayInformation delay = archived == null
                ? Stanzas.delay(message)
                : archived.getForwarded().getDelayInformation();
        Instant at = delay == null ? Instant.now() : past(delay.getStamp().toInstant());
        String stanzaId = archived == null ? stanzaIdOf(message) : archived.getId();
        if (delay != null && isPast(at, archived != null)) {
            inbox.know(Stanzas.key(address, stanzaId, message));
            return;
        }
        Arrival arrival = readable(message, stanzaId, at, current);
        if (arrival != null && !inbox.offer(arrival) && arrival.said() != null) {
            onOverflow(arrival.said());
        }
    }

    /** Anybody may write a stamp into what he says; none is later than now, or what follows would count as known. */
    private static Instant past(Instant stamp) {
        Instant now = Instant.now();
        return stamp.isAfter(now) ? now : stamp;
    }

    /** One message that cannot be read must not keep the place from all others. */
    private @Nullable Arrival readable(Message message, @Nullable String stanzaId, Instant at, Session current) {
        try {
            return read(message, stanzaId, at, current);
        } catch (RuntimeException e) {
            LOG.warn(QUOTING, "{}: message {} cannot be read and is left", address, message.getStanzaId(), e);
            return null;
        }
    }

    /** Said in a room before it was first joined: not for the bot, whenever the server shows it. */
    private boolean isPast(Instant at, boolean archived) {
        LastSeen last = inbox.lastSeen();
        if (!isRoom() || last == null) {
            return false;
        }
        boolean firstHistory = !archived && Instant.now().isBefore(historyUntil);
        // servers' stamps count seconds
        return firstHistory || at.isBefore(last.begun().truncatedTo(ChronoUnit.SECONDS));
    }

    abstract boolean isRoom();

    abstract void onOverflow(Arrival.Said said);

    final boolean hasArchive() {
        return features().archive();
    }

    /** Whether the ids that it gives to messages can be believed. */
    final boolean givesIds() {
        return features().ids();
    }

    private synchronized Session.Features features() {
        return features;
    }

    private @Nullable String stanzaIdOf(Message message) {
        return features.ids() ? Stanzas.stanzaId(message, address) : null;
    }

    private void onRefused(Arrival arrival, NotTakenException e) {
        if (arrival.said() != null) {
            answerRefusal(arrival.said(), String.valueOf(e.getMessage()));
        }
    }

    /** No longer in the place, for this reason. */
    final synchronized void left(String reason) {
        if (ready) {
            since = Instant.now();
        }
        ready = false;
        session = null;
        held = null;
        lastError = reason;
    }

    /** The log-in to send with; null while the place is not ready. */
    final synchronized @Nullable Session ready() {
        return ready ? session : null;
    }

    final synchronized @Nullable Session entered() {
        return session;
    }

    final synchronized String whyNot() {
        String why = lastError;
        return why == null ? "not connected yet" : why;
    }

    final synchronized PlaceState state(boolean connected) {
        return new PlaceState(owner.account().address(), address.toString(), connected, ready, since, lastError);
    }
}
