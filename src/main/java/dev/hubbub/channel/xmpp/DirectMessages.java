package dev.hubbub.channel.xmpp;

import dev.hubbub.message.Address;
import dev.hubbub.outbox.DeliveryException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.jivesoftware.smack.packet.Message;
import org.jspecify.annotations.Nullable;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.Jid;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.stringprep.XmppStringprepException;

/** What is said to the account itself, by people or, privately, by occupants of its rooms. */
final class DirectMessages extends Place {
    private static final Duration EXCUSED_EVERY = Duration.ofSeconds(1);

    private Instant excusedAt = Instant.EPOCH;

    DirectMessages(XmppConnection owner, EntityBareJid address, XmppMemory memory) {
        super(owner, address, memory);
    }

    @Override
    void enter(Session session) throws Exception {
        hold(session, session.featuresOf(address));
        session.appear(owner.account().priority());
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
        boolean inRoom = owner.isRoom(who) && from.getResourceOrNull() != null;
        String name = inRoom
                ? from.getResourceOrEmpty().toString()
                : who.getLocalpart().asUnescapedString();
        Address sender = inRoom ? Stanzas.occupant(who, name) : Address.of("xmpp", who.toString());
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
            return CompletableFuture.completedFuture("");
        }
        CompletableFuture<Void> outcome = session.sendAndWait(message.stanza(Message.Type.chat, to));
        session.confirmAfterPing(message.id(), owner.isRoom(to.asBareJid()) ? to.asBareJid() : null);
        return outcome.thenApply(done -> {
            inbox.know(sentKey(message.id()));
            return "";
        });
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
            owner.execute(() -> answer(said, "Not taken: too much is waiting just now. Please say it again later."));
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
