package dev.hubbub.channel.xmpp;

import dev.hubbub.channel.xmpp.XmppMemory.LastSeen;
import dev.hubbub.message.Address;
import dev.hubbub.outbox.DeliveryException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.packet.StanzaBuilder;
import org.jivesoftware.smack.packet.StanzaError;
import org.jivesoftware.smackx.muc.packet.MUCInitialPresence;
import org.jivesoftware.smackx.muc.packet.MUCOwner;
import org.jivesoftware.smackx.muc.packet.MUCUser;
import org.jivesoftware.smackx.muc.packet.MUCUser.Status;
import org.jivesoftware.smackx.xdata.packet.DataForm;
import org.jspecify.annotations.Nullable;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.EntityFullJid;
import org.jxmpp.jid.Jid;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.jid.parts.Resourcepart;
import org.jxmpp.stringprep.XmppStringprepException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A chat room (XEP-0045) the account is in, joined again after every log-in. */
final class Room extends Place {
    private static final Logger LOG = LoggerFactory.getLogger(Room.class);
    private static final int NICKS = 5;

    private final String nick;
    private final String hello;
    private final Set<String> occupants = new ConcurrentSkipListSet<>();
    private final Set<String> ownNicks = ConcurrentHashMap.newKeySet();
    /** What was sent and is not confirmed yet, with the name by which the room has shown it. */
    private final Map<String, String> names = new ConcurrentHashMap<>();

    private volatile @Nullable CompletableFuture<Set<Status>> joining;
    private volatile String current;
    private boolean greeted;

    /**
     * @param nick the name wished for; if another has it, a number is added
     * @param hello said once, after the first join; empty: nothing
     */
    Room(XmppConnection owner, EntityBareJid address, String nick, String hello, XmppMemory memory) {
        super(owner, address, memory);
        this.nick = nick;
        this.current = nick;
        this.hello = hello;
        ownNicks.add(nick);
    }

    /** The nicks of all who are in the room, sorted; the bot's own among them. */
    List<String> occupants() {
        return List.copyOf(occupants);
    }

    @Override
    void enter(Session session) throws Exception {
        Session.Features features = session.featuresOf(address);
        hold(session, features);
        occupants.clear();
        Set<Status> statuses = join(session, features);
        notices.only(
                occupants.stream().map(who -> Stanzas.occupant(address, who)).toList());
        if (statuses.contains(Status.ROOM_CREATED_201)) {
            unlock(session);
        }
        // answered after the history, which was sent before: all of that is held now. What was answered before counts
        // no
        // more, as a room of which nothing was known may have been made since, by us or by somebody else
        found(session.featuresOf(address));
        catchUp(session);
        greet();
    }

    /** A room without an archive shows its history only to those who come in: it is left, and entered again after a moment. */
    @Override
    void fetchAgain(Session session) throws Exception {
        if (hasArchive()) {
            super.fetchAgain(session);
        } else {
            session.send(departure());
        }
    }

    private Presence departure() throws XmppStringprepException {
        return StanzaBuilder.buildPresence()
                .ofType(Presence.Type.unavailable)
                .to(occupant(current))
                .build();
    }

    private Set<Status> join(Session session, Session.Features features) throws Exception {
        for (int n = 1; ; n++) {
            String name = n == 1 ? nick : nick + "-" + n;
            try {
                return join(session, features, name);
            } catch (JoinRefused e) {
                if (e.condition != StanzaError.Condition.conflict || n == NICKS) {
                    throw e;
                }
            }
        }
    }

    private Set<Status> join(Session session, Session.Features features, String name) throws Exception {
        CompletableFuture<Set<Status>> joined = new CompletableFuture<>();
        joining = joined;
        Duration patience = owner.account().patience().answer();
        ownNicks.add(name);
        current = name;
        session.send(Session.presence(owner.shown())
                .to(occupant(name))
                .addExtension(new MUCInitialPresence(null, -1, history(features), seconds(features), null))
                .build());
        try {
            return joined.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            ownNicks.remove(name);
            throw e.getCause() instanceof JoinRefused refused ? refused : e;
        } catch (TimeoutException e) {
            throw new IllegalStateException("the room did not answer within " + patience.toSeconds() + " s", e);
        } finally {
            joining = null;
        }
    }

    /** How much of the past to ask for: none where the archive is read instead. */
    private int history(Session.Features features) {
        if (features.archive()) {
            return 0;
        }
        return inbox.lastSeen() == null ? 100 : -1;
    }

    /** From when on, as an age: so the server's clock and ours need not agree. */
    private int seconds(Session.Features features) {
        LastSeen last = inbox.lastSeen();
        if (features.archive() || last == null) {
            return -1;
        }
        Duration age = Duration.between(last.at().minus(Archive.OVERLAP), Instant.now());
        return Math.toIntExact(Math.min(age.toSeconds(), Integer.MAX_VALUE));
    }

    /** A room that was made by joining it is locked until its maker accepts the defaults (XEP-0045, 10.1.2). */
    private void unlock(Session session) throws Exception {
        MUCOwner accept = new MUCOwner();
        accept.setTo(address);
        accept.setType(IQ.Type.set);
        accept.addExtension(DataForm.builder(DataForm.Type.submit).build());
        session.connection().sendIqRequestAndWaitForResponse(accept);
    }

    private void greet() {
        if (greeted || hello.isBlank()) {
            return;
        }
        greeted = true;
        sayAside("hello", hello, null);
    }

    private EntityFullJid occupant(String name) throws XmppStringprepException {
        return JidCreate.entityFullFrom(address, Resourcepart.from(name));
    }

    /** Some rooms give another nick than was wished for; the wished one is then somebody else's. */
    private void enterAs(String name) {
        if (!name.equals(current)) {
            ownNicks.remove(current);
        }
        ownNicks.add(name);
        current = name;
    }

    /** A presence from this room's address or one of its occupants. */
    void onPresence(Presence presence) {
        CompletableFuture<Set<Status>> waiting = joining;
        if (presence.getType() == Presence.Type.error) {
            if (waiting != null) {
                waiting.completeExceptionally(new JoinRefused(presence.getError()));
            }
            return;
        }
        Resourcepart who = presence.getFrom().getResourceOrNull();
        MUCUser muc = MUCUser.from(presence);
        if (who == null || muc == null) {
            return;
        }
        if (!ownNicks.contains(who.toString()) && !muc.getStatus().contains(Status.NEW_NICKNAME_303)) {
            notices.offer(new Notices.Notice(
                    Stanzas.occupant(address, who.toString()),
                    who.toString(),
                    Shows.show(presence),
                    presence.getStatus(),
                    null));
        }
        boolean self = muc.getStatus().contains(Status.PRESENCE_TO_SELF_110);
        if (presence.isAvailable()) {
            occupants.add(who.toString());
            if (self) {
                enterAs(who.toString());
                if (waiting != null) {
                    waiting.complete(muc.getStatus());
                }
            }
        } else {
            occupants.remove(who.toString());
            if (self && !muc.getStatus().contains(Status.NEW_NICKNAME_303)) {
                occupants.clear();
                owner.entrances().thrownOut(this, "taken out of the room " + muc.getStatus());
            }
        }
    }

    @Override
    @Nullable
    Arrival read(Message message, @Nullable String stanzaId, Instant at, Session session) {
        Resourcepart who = message.getFrom().getResourceOrNull();
        if (message.getType() != Message.Type.groupchat || who == null) {
            return null;
        }
        String key = Stanzas.key(address, stanzaId, message);
        if (ownNicks.contains(who.toString())) {
            String id = Stanzas.originId(message);
            inbox.know(sentKey(String.valueOf(id)));
            if (id != null && stanzaId != null) {
                names.computeIfPresent(id, (unused, none) -> key);
            }
            session.confirm(id);
            return new Arrival(key, at, stanzaId, null);
        }
        if (!Stanzas.says(message)) {
            return null;
        }
        Address sender = Stanzas.occupant(address, who.toString());
        return new Arrival(key, at, stanzaId, Arrival.Said.of(sender, who.toString(), null, message, owner.domain()));
    }

    @Override
    CompletableFuture<String> send(Outgoing message, @Nullable Jid to) {
        Session session = ready();
        if (session == null) {
            return CompletableFuture.failedFuture(
                    new DeliveryException.Temporary("not in room " + address + ": " + whyNot(), null));
        }
        if (hasSent(message.id(), message.attempt())) {
            return CompletableFuture.completedFuture("");
        }
        names.put(message.id(), "");
        return session.sendAndWait(message.stanza(Message.Type.groupchat, address))
                .handle((done, failure) -> failure)
                .thenCompose(failure -> named(message.id(), failure));
    }

    private CompletableFuture<String> named(String id, @Nullable Throwable failure) {
        String name = names.remove(id);
        return failure == null
                ? CompletableFuture.completedFuture(name == null ? "" : name)
                : CompletableFuture.failedFuture(failure);
    }

    @Override
    void sendState(Session session, String state, @Nullable Jid to) throws DeliveryException, InterruptedException {
        session.send(stateMessage(Message.Type.groupchat, address, state));
    }

    /** Somebody's chat state, if the message tells one. */
    void onState(Message message) {
        String state = Shows.state(message);
        Resourcepart who = message.getFrom().getResourceOrNull();
        if (state != null && who != null && !ownNicks.contains(who.toString())) {
            notices.offer(
                    new Notices.Notice(Stanzas.occupant(address, who.toString()), who.toString(), null, null, state));
        }
    }

    /** Shows the bot in the room as everywhere. */
    void appear(Session session) throws DeliveryException, InterruptedException, XmppStringprepException {
        session.send(Session.presence(owner.shown()).to(occupant(current)).build());
    }

    /** Leaves the room for good. */
    void depart() {
        Session session = entered();
        left("left");
        if (session != null) {
            try {
                session.send(departure());
            } catch (DeliveryException | XmppStringprepException e) {
                LOG.debug("{} could not be told of leaving: {}", address, e.toString());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Comes back if the room has lost the account without telling. */
    void checkPresence() throws XmppStringprepException {
        Session session = ready();
        if (session != null) {
            CompletableFuture<Void> unused = session.isStillIn(occupant(current))
                    .thenAccept(in -> {
                        if (!in) {
                            owner.entrances().thrownOut(this, "the room no longer knows the bot");
                        }
                    });
        }
    }

    @Override
    void answerRefusal(Arrival.Said said, String reason) {
        sayAside("refused", said.senderName() + ": not taken: " + reason, null);
    }

    @Override
    void onOverflow(Arrival.Said said) {
        // nothing is lost: the room is entered again, and its history read, when the lane is empty
    }

    @Override
    boolean isRoom() {
        return true;
    }

    /** The room did not let the account in. */
    static final class JoinRefused extends Exception {
        private static final long serialVersionUID = 1L;

        final StanzaError.@Nullable Condition condition;

        JoinRefused(@Nullable StanzaError error) {
            super("the room does not let the bot in: " + (error == null ? "no reason given" : error.getCondition()));
            this.condition = error == null ? null : error.getCondition();
        }
    }
}
