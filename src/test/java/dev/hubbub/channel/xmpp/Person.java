package dev.hubbub.channel.xmpp;

import dev.hubbub.channel.Trust;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jivesoftware.smack.SmackException;
import org.jivesoftware.smack.XMPPException;
import org.jivesoftware.smack.filter.StanzaTypeFilter;
import org.jivesoftware.smack.packet.ExtensionElement;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.MessageBuilder;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.packet.StanzaBuilder;
import org.jivesoftware.smack.roster.Roster;
import org.jivesoftware.smack.roster.RosterEntry;
import org.jivesoftware.smack.roster.packet.RosterPacket;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jivesoftware.smack.tcp.XMPPTCPConnectionConfiguration;
import org.jivesoftware.smackx.delay.packet.DelayInformation;
import org.jivesoftware.smackx.mam.MamManager;
import org.jivesoftware.smackx.muc.packet.MUCInitialPresence;
import org.jivesoftware.smackx.muc.packet.MUCUser;
import org.jivesoftware.smackx.receipts.DeliveryReceipt;
import org.jivesoftware.smackx.receipts.DeliveryReceiptManager;
import org.jxmpp.jid.Jid;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.stringprep.XmppStringprepException;

/** Somebody with an ordinary XMPP client. */
public final class Person implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final XMPPTCPConnection connection;
    private final String name;
    private final List<Message> heard = new CopyOnWriteArrayList<>();
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final Set<Jid> joined = ConcurrentHashMap.newKeySet();
    private final Set<String> present = ConcurrentHashMap.newKeySet();

    private Person(XMPPTCPConnection connection, String name) {
        this.connection = connection;
        this.name = name;
    }

    /** Logs in with the name as password. */
    static Person logIn(XmppServer server, String name)
            throws IOException, GeneralSecurityException, SmackException, XMPPException, InterruptedException {
        return logIn(server.port(), server.certificate(), name);
    }

    /** Logs in with a resource that the client chose. */
    static Person logInAs(XmppServer server, String name, String resource)
            throws IOException, GeneralSecurityException, SmackException, XMPPException, InterruptedException {
        return logIn(server.port(), server.certificate(), name, resource, true);
    }

    /** Logs in to the server of {@code localhost} at a port of this machine, with the name as password. */
    public static Person logIn(int port, Path certificate, String name)
            throws IOException, GeneralSecurityException, SmackException, XMPPException, InterruptedException {
        return logIn(port, certificate, name, "client", true);
    }

    /** Logs in to read an archive only: gets nothing that is said to the account, so as not to take it from another client. */
    public static Person readArchive(int port, Path certificate, String name)
            throws IOException, GeneralSecurityException, SmackException, XMPPException, InterruptedException {
        return logIn(port, certificate, name, "client", false);
    }

    private static Person logIn(int port, Path certificate, String name, String resource, boolean available)
            throws IOException, GeneralSecurityException, SmackException, XMPPException, InterruptedException {
        XMPPTCPConnection connection = new XMPPTCPConnection(XMPPTCPConnectionConfiguration.builder()
                .setXmppDomain(XmppServer.DOMAIN)
                .setHost("127.0.0.1")
                .setPort(port)
                .setUsernameAndPassword(name, name)
                .setResource(resource)
                .setSendPresence(available)
                .setCustomX509TrustManager(Trust.besidesSystem(certificate))
                .build());
        Person person = new Person(connection, name);
        connection.addStanzaListener(stanza -> person.hear((Message) stanza), StanzaTypeFilter.MESSAGE);
        DeliveryReceiptManager.getInstanceFor(connection)
                .setAutoReceiptMode(DeliveryReceiptManager.AutoReceiptMode.always);
        Roster.getInstanceFor(connection).setSubscriptionMode(Roster.SubscriptionMode.accept_all);
        connection.addStanzaListener(stanza -> person.noticed((Presence) stanza), StanzaTypeFilter.PRESENCE);
        connection.connect().login();
        return person;
    }

    private void hear(Message message) {
        heard.add(message);
        String state = Shows.state(message);
        if (state != null) {
            seen.add(message.getFrom() + " " + state);
        }
        DeliveryReceipt receipt = DeliveryReceipt.from(message);
        if (receipt != null) {
            seen.add(message.getFrom() + " received " + receipt.getId());
        }
    }

    /** Says in a conversation what this person is doing (XEP-0085). */
    public void type(String address, Message.Type type, String state)
            throws SmackException, InterruptedException, XmppStringprepException {
        connection.sendStanza(StanzaBuilder.buildMessage()
                .ofType(type)
                .to(JidCreate.from(address))
                .addExtension(Shows.element(state))
                .build());
    }

    void show(Presence.Mode mode, String status) throws SmackException, InterruptedException {
        connection.sendStanza(
                StanzaBuilder.buildPresence().setMode(mode).setStatus(status).build());
    }

    /** Asks to be let know when somebody is there. */
    void subscribe(String address) throws SmackException, InterruptedException, XmppStringprepException {
        connection.sendStanza(StanzaBuilder.buildPresence()
                .ofType(Presence.Type.subscribe)
                .to(JidCreate.from(address))
                .build());
    }

    /** Asks, and waits until each is let know of the other. */
    void awaitSubscription(String address) throws SmackException, InterruptedException, XmppStringprepException {
        subscribe(address);
        Awaitility.await().atMost(PATIENCE).until(() -> {
            RosterEntry entry = Roster.getInstanceFor(connection).getEntry(JidCreate.bareFrom(address));
            return entry != null && entry.getType() == RosterPacket.ItemType.both;
        });
    }

    /** Whether somebody has ever been seen so: a show and a status, a type of presence, a chat state, or a receipt. */
    public boolean sees(String who, String what) {
        return seen.contains(who + " " + what);
    }

    /** Whether somebody is in a room now. */
    public boolean isIn(String room, String nick) {
        return present.contains(room + "/" + nick);
    }

    private void noticed(Presence presence) {
        String mode = presence.isAvailable()
                ? presence.getMode().name()
                : presence.getType().name();
        seen.add(presence.getFrom() + " " + mode + (presence.getStatus() == null ? "" : " " + presence.getStatus()));
        if (presence.isAvailable()) {
            present.add(presence.getFrom().toString());
        } else {
            present.remove(presence.getFrom().toString());
        }
        MUCUser muc = MUCUser.from(presence);
        if (muc != null && muc.getStatus().contains(MUCUser.Status.PRESENCE_TO_SELF_110)) {
            joined.add(presence.getFrom().asBareJid());
        }
    }

    /** Enters a room under the own name; the room is there when this returns. */
    public void join(String room) throws SmackException, XmppStringprepException, InterruptedException {
        join(room, name);
    }

    void join(String room, String nick) throws SmackException, XmppStringprepException, InterruptedException {
        Jid address = JidCreate.from(room);
        connection.sendStanza(StanzaBuilder.buildPresence()
                .to(JidCreate.from(room + "/" + nick))
                .addExtension(new MUCInitialPresence(null, -1, -1, -1, null))
                .build());
        Awaitility.await().atMost(PATIENCE).until(() -> joined.contains(address));
    }

    /** Says something in a room. @return whether the room has shown it, so that it is said for certain */
    public boolean say(String room, String id, String text) throws InterruptedException, XmppStringprepException {
        try {
            connection.sendStanza(message(id, text)
                    .ofType(Message.Type.groupchat)
                    .to(JidCreate.from(room))
                    .build());
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(2))
                    .until(() -> hears(id) || !isOnline());
            return hears(id);
        } catch (SmackException.NotConnectedException | ConditionTimeoutException e) {
            return false;
        }
    }

    /** Says something in a room without waiting for it to be shown. */
    void shout(String room, String id, String text)
            throws SmackException, InterruptedException, XmppStringprepException {
        connection.sendStanza(message(id, text)
                .ofType(Message.Type.groupchat)
                .to(JidCreate.from(room))
                .build());
    }

    /** Writes to somebody directly. */
    public void tell(String address, String id, String text)
            throws SmackException, InterruptedException, XmppStringprepException {
        connection.sendStanza(message(id, text)
                .ofType(Message.Type.chat)
                .to(JidCreate.from(address))
                .build());
    }

    /** Says or writes something, with elements of the own making beside the text. */
    void tell(String address, Message.Type type, String text, List<? extends ExtensionElement> besides)
            throws SmackException, InterruptedException, XmppStringprepException {
        tell(address, type, text.isEmpty() ? "nothing" : text, text, besides);
    }

    /** The same under an id. */
    public void tell(
            String address, Message.Type type, String id, String text, List<? extends ExtensionElement> besides)
            throws SmackException, InterruptedException, XmppStringprepException {
        MessageBuilder message = message(id, text).ofType(type).to(JidCreate.from(address));
        besides.forEach(message::addExtension);
        connection.sendStanza(message.build());
    }

    private static MessageBuilder message(String id, String text) {
        return StanzaBuilder.buildMessage(id).setBody(text);
    }

    private boolean hears(String id) {
        return heard.stream()
                .anyMatch(message -> id.equals(message.getStanzaId()) && message.getType() != Message.Type.error);
    }

    boolean isOnline() {
        return connection.isAuthenticated();
    }

    /** All messages that came, live ones only, in order. */
    public List<Message> heard() {
        return heard.stream()
                .filter(message -> DelayInformation.from(message) == null && message.getBody() != null)
                .toList();
    }

    /** The texts that came from a nick or user, live ones only, in order. */
    List<String> heardFrom(String who) {
        return heard().stream()
                .filter(message -> message.getFrom().toString().endsWith("/" + who)
                        || message.getFrom().toString().startsWith(who + "@"))
                .map(Message::getBody)
                .toList();
    }

    /** The texts that came from anybody in a room, or from a user, live ones only, in order. */
    public List<String> heardAt(String bareAddress) {
        return heard().stream()
                .filter(message -> message.getFrom().asBareJid().toString().equals(bareAddress))
                .map(Message::getBody)
                .toList();
    }

    /** All that a room's or the own archive (XEP-0313) holds from a nick, in order. */
    List<String> archivedFrom(String room, String nick)
            throws SmackException, XMPPException, InterruptedException, XmppStringprepException {
        return archive(room).stream()
                .filter(message -> message.from().endsWith("/" + nick))
                .map(Archived::text)
                .toList();
    }

    /** A message in an archive: the full address of who said it, and what. */
    public record Archived(String from, String text) {}

    /** All that a room's or the own archive (XEP-0313) holds, in order. */
    public List<Archived> archive(String place)
            throws SmackException, XMPPException, InterruptedException, XmppStringprepException {
        // Prosody reads the whole file for each page
        connection.setReplyTimeout(Duration.ofSeconds(30).toMillis());
        MamManager archive = MamManager.getInstanceFor(connection, JidCreate.from(place));
        MamManager.MamQuery query = archive.queryArchive(
                MamManager.MamQueryArgs.builder().setResultPageSize(50).build());
        List<Message> all = new ArrayList<>(query.getMessages());
        while (!query.isComplete()) {
            all.addAll(query.pageNext(50));
        }
        return all.stream()
                .filter(message -> message.getBody() != null)
                .map(message -> new Archived(message.getFrom().toString(), message.getBody()))
                .toList();
    }

    /** The connection breaks without a word. */
    void vanish() {
        connection.instantShutdown();
    }

    @Override
    public void close() {
        if (connection.isConnected()) {
            connection.setReplyTimeout(200);
            connection.disconnect();
        }
    }
}
