package dev.hubbub.channel.xmpp;

import dev.hubbub.message.Address;
import dev.hubbub.outbox.DeliveryException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.packet.StanzaBuilder;
import org.jivesoftware.smackx.receipts.DeliveryReceipt;
import org.jspecify.annotations.Nullable;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.Jid;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.stringprep.XmppStringprepException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is said to the account itself, by people or, privately, by occupants of its rooms. */
final class DirectMessages extends Place {
    private static final Duration EXCUSED_EVERY = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(DirectMessages.class);

    private static final int LONGEST_ID = 400;

    private final Shows shows = new Shows();
    private final List<ReceiptListener> receipts = new CopyOnWriteArrayList<>();
    private Instant excusedAt = Instant.EPOCH;

    DirectMessages(XmppConnection owner, EntityBareJid address, XmppMemory memory) {
        super(owner, address, memory);
    }

    @Override
    void enter(Session session) throws Exception {
        shows.forget();
        hold(session, session.featuresOf(address));
        session.appear(owner.account().priority(), owner.shown());
        catchUp(session);
    }

    @Override
    @Nullable
    Arrival read(Message message, @Nullable String stanzaId, Instant at, Session session) {
        Jid from = message.getFrom();
        if (from == null || (message.getType() != Message.Type.chat && message.getType() != Message.Type.normal)) {
            return null;
        }
        String key = Stanzas.key(address, stanzaId, message);
        EntityBareJid who = from.asEntityBareJidIfPossible();
        if (address.equals(who)) {
            inbox.know(sentKey(String.valueOf(Stanzas.originId(message))));
            return new Arrival(key, at, stanzaId, null);
        }
        if (who == null || !Stanzas.says(message)) {
            return null;
        }
        owner.zones().saw(from);
        Address sender = person(from);
        if (sender == null) {
            return null;
        }
        String name = nameOf(from);
        return new Arrival(key, at, stanzaId, Arrival.Said.of(sender, name, sender, message, owner.domain()));
    }

    @Override
    CompletableFuture<String> send(Outgoing message, @Nullable Jid to) {
        if (to == null) {
            return CompletableFuture.failedFuture(new DeliveryException.Permanent(
                    "a direct message needs a recipient, as xmpp:ana@example.org", null));
        }
        Session session = ready();
        if (session == null) {
            return CompletableFuture.failedFuture(new DeliveryException.Temporary(
                    owner.account().address() + " is not connected: " + whyNot(), null));
        }
        if (hasSent(message.id(), message.attempt())) {
            return CompletableFuture.completedFuture(message.id());
        }
        inbox.sending(message.id());
        CompletableFuture<Void> outcome = session.sendAndWait(message.stanza(Message.Type.chat, to));
        session.confirmAfterPing(message.id(), owner.isRoom(to.asBareJid()) ? to.asBareJid() : null);
        return outcome.thenApply(done -> {
                    inbox.know(sentKey(message.id()));
                    return message.id();
                })
                .whenComplete((id, failure) -> {
                    // told by a server that is there, or lost with it
                    if (failure == null || session.isAlive()) {
                        inbox.settled(message.id());
                    }
                });
    }

    @Override
    void sendState(Session session, String state, @Nullable Jid to) throws DeliveryException, InterruptedException {
        if (to == null) {
            throw new IllegalArgumentException("a chat state needs a recipient, as xmpp:ana@example.org");
        }
        session.send(stateMessage(Message.Type.chat, to, state));
    }

    /** Who wrote this, as the hub names them; null if nobody can have. */
    private @Nullable Address person(Jid from) {
        EntityBareJid who = from.asEntityBareJidIfPossible();
        if (who == null || address.equals(who)) {
            return null;
        }
        return owner.isRoom(who) && from.getResourceOrNull() != null
                ? Stanzas.occupant(who, from.getResourceOrEmpty().toString())
                : Address.of("xmpp", who.toString());
    }

    /** Who is told that a message of the hub's came to its recipient's client. */
    interface ReceiptListener {
        void delivered(String id);
    }

    void listen(ReceiptListener listener) {
        receipts.add(listener);
    }

    void unlisten(ReceiptListener listener) {
        receipts.remove(listener);
    }

    /** A receipt (XEP-0184), if the message is one. Only who got a message, or its server, knows its id. */
    void onReceipt(Message message) {
        DeliveryReceipt receipt = DeliveryReceipt.from(message);
        String id = receipt == null ? null : receipt.getId();
        if (id != null && !id.isBlank() && id.length() <= LONGEST_ID) {
            owner.errands().execute(() -> receipts.forEach(listener -> listener.delivered(id)));
        }
    }

    @Override
    void confirmTo(Arrival.Said said) {
        String id = said.receiptFor();
        Session session = ready();
        if (id == null || session == null) {
            return;
        }
        try {
            session.send(StanzaBuilder.buildMessage()
                    .ofType(Message.Type.chat)
                    .to(JidCreate.from(said.from()))
                    .addExtension(new DeliveryReceipt(id))
                    .build());
        } catch (DeliveryException | XmppStringprepException e) {
            LOG.debug("a receipt was not sent: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Somebody's chat state, if the message tells one. */
    void onState(Message message) {
        String state = Shows.state(message);
        Address who = state == null || message.getFrom() == null ? null : person(message.getFrom());
        if (who != null) {
            notices.offer(new Notices.Notice(who, nameOf(message.getFrom()), null, null, state));
        }
    }

    /** Somebody came, went, or wants to be let known of that. */
    void onPresence(Presence presence, Session session) {
        Jid from = presence.getFrom();
        Address who = from == null ? null : person(from);
        if (from == null || who == null) {
            return;
        }
        boolean welcome = owner.account().company().includes(from);
        switch (presence.getType()) {
            case available, unavailable -> {
                if (welcome) {
                    Presence best = shows.best(who, from.getResourceOrEmpty().toString(), presence);
                    notices.offer(new Notices.Notice(who, nameOf(from), Shows.show(best), best.getStatus(), null));
                }
            }
            case subscribe -> owner.errands().execute(() -> answer(from.asBareJid(), welcome, session));
            case unsubscribe ->
                owner.errands().execute(() -> tell(session, from.asBareJid(), Presence.Type.unsubscribed));
            default -> {
                // nothing is waited for
            }
        }
    }

    private void answer(Jid who, boolean welcome, Session session) {
        if (welcome) {
            tell(session, who, Presence.Type.subscribed);
            tell(session, who, Presence.Type.subscribe);
        } else {
            tell(session, who, Presence.Type.unsubscribed);
        }
    }

    private void tell(Session session, Jid who, Presence.Type what) {
        try {
            session.send(StanzaBuilder.buildPresence().ofType(what).to(who).build());
        } catch (DeliveryException e) {
            LOG.debug("{} could not be answered: {}", who, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String nameOf(Jid from) {
        EntityBareJid who = from.asEntityBareJidIfPossible();
        if (who == null || owner.isRoom(who)) {
            return from.getResourceOrEmpty().toString();
        }
        return who.getLocalpart().asUnescapedString();
    }

    @Override
    void answerRefusal(Arrival.Said said, String reason) {
        answer(said, "Not taken: " + reason);
    }

    /** Where the server keeps an archive, the message is read from it later; elsewhere its sender is told. */
    @Override
    void onOverflow(Arrival.Said said) {
        Instant now = Instant.now();
        if (!hasArchive() && excusedAt.plus(EXCUSED_EVERY).isBefore(now)) {
            excusedAt = now;
            owner.errands()
                    .execute(() -> answer(said, "Not taken: too much is waiting just now. Please say it again later."));
        }
    }

    private void answer(Arrival.Said said, String text) {
        try {
            sayAside("reply", text, JidCreate.from(said.from()));
        } catch (XmppStringprepException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    boolean isRoom() {
        return false;
    }
}
