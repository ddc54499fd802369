package dev.hubbub.bench;

import dev.hubbub.channel.Trust;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jivesoftware.smack.SmackException;
import org.jivesoftware.smack.XMPPException;
import org.jivesoftware.smack.filter.StanzaTypeFilter;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.packet.StanzaBuilder;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jivesoftware.smack.tcp.XMPPTCPConnectionConfiguration;
import org.jivesoftware.smackx.muc.packet.MUCInitialPresence;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.jid.parts.Resourcepart;

/** What people would use instead of the hub to hear and speak in a room: a client of the library alone, that counts. */
final class BareChat implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final XMPPTCPConnection connection;
    private final EntityBareJid room;
    private final String nick;
    private final Map<String, Integer> heard = new HashMap<>();
    private final Set<String> there = new HashSet<>();

    /** Logs in with the name as password, and enters the room under it. */
    BareChat(int port, Path certificate, String name, String room)
            throws IOException, GeneralSecurityException, SmackException, XMPPException, InterruptedException {
        this.nick = name;
        this.room = JidCreate.entityBareFrom(room);
        this.connection = new XMPPTCPConnection(XMPPTCPConnectionConfiguration.builder()
                .setXmppDomain("localhost")
                .setHost("127.0.0.1")
                .setPort(port)
                .setUsernameAndPassword(name, name)
                .setResource("bare")
                .setCustomX509TrustManager(Trust.besidesSystem(certificate))
                .build());
        connection.addSyncStanzaListener(stanza -> hear((Message) stanza), StanzaTypeFilter.MESSAGE);
        connection.addSyncStanzaListener(stanza -> see((Presence) stanza), StanzaTypeFilter.PRESENCE);
        connection.connect().login();
        connection.sendStanza(StanzaBuilder.buildPresence()
                .to(JidCreate.entityFullFrom(this.room, Resourcepart.from(name)))
                .addExtension(new MUCInitialPresence(null, -1, 0, -1, null))
                .build());
        awaitThere(name);
    }

    private synchronized void hear(Message message) {
        if (message.getBody() != null && message.getFrom() != null) {
            heard.merge(message.getFrom().getResourceOrEmpty().toString(), 1, Integer::sum);
            notifyAll();
        }
    }

    private synchronized void see(Presence presence) {
        if (presence.getFrom() != null && presence.isAvailable()) {
            there.add(presence.getFrom().getResourceOrEmpty().toString());
            notifyAll();
        }
    }

    /** Waits until somebody is in the room. */
    void awaitThere(String who) throws InterruptedException, IOException {
        await(() -> there.contains(who), who + " does not come into the room");
    }

    /** How many messages came from a nick so far. */
    synchronized int heardFrom(String who) {
        return heard.getOrDefault(who, 0);
    }

    /** Waits until so many messages have come from a nick. */
    void await(String who, int count) throws InterruptedException, IOException {
        await(() -> heardFrom(who) >= count, "not all of " + count + " messages of " + who + " came");
    }

    private synchronized void await(BooleanSupplier come, String otherwise) throws InterruptedException, IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!come.getAsBoolean()) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                throw new IOException(otherwise);
            }
            wait(left);
        }
    }

    /** Says something, and goes on at once. */
    void say(String text) throws SmackException, InterruptedException {
        connection.sendStanza(StanzaBuilder.buildMessage()
                .ofType(Message.Type.groupchat)
                .to(room)
                .setBody(text)
                .build());
    }

    /** Says something, and waits until the room has shown it. */
    void sayForCertain(String text) throws SmackException, InterruptedException, IOException {
        int before = heardFrom(nick);
        say(text);
        await(nick, before + 1);
    }

    @Override
    public void close() {
        connection.instantShutdown();
    }
}
