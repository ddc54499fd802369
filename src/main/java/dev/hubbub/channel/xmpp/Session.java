package dev.hubbub.channel.xmpp;

import dev.hubbub.channel.Trust;
import dev.hubbub.outbox.DeliveryException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jivesoftware.smack.ConnectionConfiguration.SecurityMode;
import org.jivesoftware.smack.ConnectionListener;
import org.jivesoftware.smack.SmackConfiguration;
import org.jivesoftware.smack.SmackException;
import org.jivesoftware.smack.StanzaListener;
import org.jivesoftware.smack.XMPPConnection;
import org.jivesoftware.smack.XMPPException;
import org.jivesoftware.smack.filter.StanzaTypeFilter;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.packet.PresenceBuilder;
import org.jivesoftware.smack.packet.Stanza;
import org.jivesoftware.smack.packet.StanzaBuilder;
import org.jivesoftware.smack.packet.StanzaError;
import org.jivesoftware.smack.roster.Roster;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jivesoftware.smack.tcp.XMPPTCPConnectionConfiguration;
import org.jivesoftware.smackx.disco.ServiceDiscoveryManager;
import org.jivesoftware.smackx.disco.packet.DiscoverInfo;
import org.jivesoftware.smackx.mam.element.MamElements;
import org.jivesoftware.smackx.ping.PingManager;
import org.jivesoftware.smackx.ping.packet.Ping;
import org.jivesoftware.smackx.receipts.DeliveryReceipt;
import org.jspecify.annotations.Nullable;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.Jid;
import org.jxmpp.stringprep.XmppStringprepException;

/**
 * One log-in, from connecting to losing the connection; never used again after that. Stream management (XEP-0198) runs
 * without resumption: a new log-in catches up by archive or history, and nothing is sent again behind the outbox's back.
 */
final class Session {
    /** Says again, at length, what this class hands on in one line; held, or its level would be forgotten. */
    private static final Logger SMACK = Logger.getLogger("org.jivesoftware");

    /** What the library would answer to strangers, or tell of the bot, beyond what it is for. */
    private static final List<String> UNWANTED = List.of(
            "org.jivesoftware.smack.ReconnectionManager",
            "org.jivesoftware.smackx.bytestreams.ibb.InBandBytestreamManager",
            "org.jivesoftware.smackx.bytestreams.socks5.Socks5BytestreamManager",
            "org.jivesoftware.smackx.commands.AdHocCommandManager",
            "org.jivesoftware.smackx.filetransfer.FileTransferManager",
            "org.jivesoftware.smackx.hoxt.HOXTManager",
            "org.jivesoftware.smackx.httpfileupload.HttpFileUploadManager",
            "org.jivesoftware.smackx.iot",
            "org.jivesoftware.smackx.iqlast.LastActivityManager",
            "org.jivesoftware.smackx.muc.MultiUserChatManager",
            "org.jivesoftware.smackx.muc.bookmarkautojoin",
            "org.jivesoftware.smackx.privacy.PrivacyListManager",
            "org.jivesoftware.smackx.receipts.DeliveryReceiptManager",
            "org.jivesoftware.smackx.vcardtemp.VCardManager",
            "org.jivesoftware.smackx.xhtmlim.XHTMLManager");

    static {
        SMACK.setLevel(Level.SEVERE);
        UNWANTED.forEach(SmackConfiguration::addDisabledSmackClass);
        About.readFallbacks();
    }

    private static final Duration FAREWELL = Duration.ofMillis(500);

    private final XMPPTCPConnection connection;
    private final OpenSockets sockets;
    private final XmppAccount.Patience patience;
    private final CompletableFuture<String> ended = new CompletableFuture<>();
    private final Map<String, CompletableFuture<Void>> unconfirmed = new ConcurrentHashMap<>();
    private final Uploads uploads = new Uploads(this);

    private Session(XmppAccount account) throws XmppStringprepException, GeneralSecurityException, IOException {
        this.sockets = new OpenSockets();
        this.connection = new Wire(configuration(account, sockets));
        this.patience = account.patience();
    }

    /**
     * Connects and logs in, without being visible yet.
     *
     * @param onMessage called in order of arrival on the thread that reads: must not block
     * @param onPresence likewise
     */
    static Session open(XmppAccount account, Consumer<Message> onMessage, Consumer<Presence> onPresence)
            throws IOException, GeneralSecurityException, SmackException, XMPPException, InterruptedException {
        Session session = new Session(account);
        XMPPTCPConnection connection = session.connection;
        connection.setUseStreamManagement(true);
        connection.setUseStreamManagementResumption(false);
        connection.setReplyTimeout(account.patience().answer().toMillis());
        ServiceDiscoveryManager disco = ServiceDiscoveryManager.getInstanceFor(connection);
        About.FEATURES.forEach(disco::addFeature);
        disco.addFeature(Shows.CHAT_STATES);
        disco.addFeature(DeliveryReceipt.NAMESPACE);
        Roster roster = Roster.getInstanceFor(connection);
        roster.setRosterLoadedAtLogin(false);
        roster.setSubscriptionMode(Roster.SubscriptionMode.manual);
        connection.addConnectionListener(session.new Watch());
        connection.addStanzaListener(stanza -> session.received((Message) stanza, onMessage), StanzaTypeFilter.MESSAGE);
        connection.addStanzaListener(stanza -> onPresence.accept((Presence) stanza), StanzaTypeFilter.PRESENCE);
        // waits two minutes for an answer at least; this class asks by itself, the library only answers
        PingManager.getInstanceFor(connection).setPingInterval(-1);
        try {
            connection.connect().login();
        } catch (IOException | SmackException | XMPPException | InterruptedException e) {
            session.close();
            throw e;
        }
        return session;
    }

    private static XMPPTCPConnectionConfiguration configuration(XmppAccount account, OpenSockets sockets)
            throws XmppStringprepException, GeneralSecurityException, IOException {
        XMPPTCPConnectionConfiguration.Builder builder = XMPPTCPConnectionConfiguration.builder()
                .setXmppDomain(account.domain())
                .setUsernameAndPassword(account.user(), account.password())
                .setResource(account.resource())
                .setConnectTimeout(10_000)
                .setSocketFactory(sockets)
                .setCompressionEnabled(false)
                .setSendPresence(false)
                .setSecurityMode(account.tls() == XmppAccount.Tls.OFF ? SecurityMode.disabled : SecurityMode.required);
        if (account.host() != null) {
            builder.setHost(account.host()).setPort(account.port());
        }
        if (account.trust() != null) {
            builder.setCustomX509TrustManager(Trust.besidesSystem(account.trust()));
        }
        return builder.build();
    }

    private void received(Message message, Consumer<Message> onMessage) {
        if (message.getType() == Message.Type.error && message.getStanzaId() != null) {
            refuse(message.getStanzaId(), String.valueOf(message.getFrom()), message.getError());
        }
        onMessage.accept(message);
    }

    Uploads uploads() {
        return uploads;
    }

    XMPPConnection connection() {
        return connection;
    }

    EntityBareJid self() {
        return connection.getUser().asEntityBareJid();
    }

    boolean isAlive() {
        return !ended.isDone();
    }

    /** Ends with the reason once the connection is lost or closed. */
    CompletableFuture<String> ended() {
        return ended;
    }

    void send(Stanza stanza) throws DeliveryException, InterruptedException {
        try {
            connection.sendStanza(stanza);
        } catch (SmackException.NotConnectedException e) {
            throw new DeliveryException.Temporary("not connected", e);
        }
    }

    /** Makes the account visible, which is also when the server hands over what waited for it. */
    void appear(int priority, Shows.Own own) throws DeliveryException, InterruptedException {
        send(presence(own).setPriority(priority).build());
    }

    /** The begin of a presence that shows the bot as it was wished for. */
    static PresenceBuilder presence(Shows.Own own) {
        PresenceBuilder presence = StanzaBuilder.buildPresence();
        if (own.mode() != null) {
            presence.setMode(own.mode());
        }
        if (own.status() != null) {
            presence.setStatus(own.status());
        }
        return presence;
    }

    /** Sends a stanza as it is; of one that asks for something, the answer as XML. */
    CompletableFuture<String> sendRaw(RawStanza raw) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        Stanza stanza = raw.stanza();
        StanzaListener listener = told -> answer.complete(told.toXML().toString());
        if (raw.asks()) {
            connection.addAsyncStanzaListener(
                    listener,
                    told -> told instanceof IQ iq
                            && iq.isResponseIQ()
                            && String.valueOf(stanza.getStanzaId()).equals(iq.getStanzaId()));
        }
        try {
            send(stanza);
            if (!raw.asks()) {
                answer.complete("");
            }
        } catch (DeliveryException e) {
            answer.completeExceptionally(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            answer.completeExceptionally(new DeliveryException.Temporary("interrupted", e));
        }
        return answer.orTimeout(patience.answer().toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((done, failure) -> connection.removeAsyncStanzaListener(listener));
    }

    /** Sends a message; the outcome is what is said of it later. Without that in time the connection counts as broken. */
    CompletableFuture<Void> sendAndWait(Message message) {
        String id = message.getStanzaId();
        CompletableFuture<Void> outcome =
                new CompletableFuture<Void>().orTimeout(patience.answer().toMillis(), TimeUnit.MILLISECONDS);
        unconfirmed.put(id, outcome);
        try {
            send(message);
            if (!isAlive()) {
                outcome.completeExceptionally(lost());
            }
        } catch (DeliveryException e) {
            outcome.completeExceptionally(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            outcome.completeExceptionally(new DeliveryException.Temporary("interrupted", e));
        }
        return outcome.whenComplete((done, failure) -> {
            unconfirmed.remove(id, outcome);
            if (failure instanceof TimeoutException) {
                end("a message was not confirmed within " + patience.answer().toSeconds() + " s");
            }
        });
    }

    /** The server has this message. */
    void confirm(@Nullable String id) {
        CompletableFuture<Void> outcome = id == null ? null : unconfirmed.get(id);
        if (outcome != null) {
            outcome.complete(null);
        }
    }

    private void refuse(String id, String by, @Nullable StanzaError error) {
        CompletableFuture<Void> outcome = unconfirmed.get(id);
        if (outcome != null) {
            outcome.completeExceptionally(Stanzas.failure(by, error));
        }
    }

    /**
     * Confirms a message once a ping sent after it is answered: stanzas are handled in order, errors told before the answer.
     *
     * @param by who handles the message: a room, which some servers let work by itself, or null for the server
     */
    void confirmAfterPing(String id, @Nullable Jid by) {
        connection
                .sendIqRequestAsync(
                        new Ping(by == null ? connection.getXMPPServiceDomain() : by),
                        patience.answer().toMillis())
                .onSuccess(pong -> confirm(id))
                .onError(e -> {
                    if (e instanceof XMPPException.XMPPErrorException) {
                        confirm(id);
                    }
                });
    }

    /** How long until the server has been silent for so long that it is to be asked; zero or less: now. */
    Duration untilSilence() {
        long silent = System.currentTimeMillis() - connection.getLastStanzaReceived();
        return patience.silence().minusMillis(silent);
    }

    /** Asks the server for a sign of life. If nothing at all comes in time, the connection is given up. */
    CompletableFuture<Void> ask() {
        CompletableFuture<Void> answered = new CompletableFuture<>();
        long asked = System.currentTimeMillis();
        connection
                .sendIqRequestAsync(
                        new Ping(connection.getXMPPServiceDomain()),
                        patience.answer().toMillis())
                .onSuccess(pong -> answered.complete(null))
                .onError(e -> {
                    if (connection.getLastStanzaReceived() < asked) {
                        end("the server does not answer");
                    }
                    answered.complete(null);
                });
        return answered;
    }

    /** What an address can do (XEP-0030); nothing if it does not exist or does not say. Not if it only cannot say now. */
    Features featuresOf(Jid address) throws SmackException, XMPPException, InterruptedException {
        try {
            DiscoverInfo info =
                    ServiceDiscoveryManager.getInstanceFor(connection).discoverInfo(address);
            boolean archive = info.containsFeature(MamElements.NAMESPACE);
            return new Features(archive, archive || info.containsFeature("urn:xmpp:sid:0"));
        } catch (XMPPException.XMPPErrorException e) {
            if (e.getStanzaError().getType() == StanzaError.Type.WAIT) {
                throw e;
            }
            return Features.NONE;
        }
    }

    /**
     * @param archive whether it keeps an archive (XEP-0313)
     * @param ids whether the ids it gives to messages can be believed (XEP-0359)
     */
    record Features(boolean archive, boolean ids) {
        static final Features NONE = new Features(false, false);
    }

    /** Whether a room still counts this occupant as in it (XEP-0410): no is certain, yes also stands for no answer. */
    CompletableFuture<Boolean> isStillIn(Jid occupant) {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        connection
                .sendIqRequestAsync(new Ping(occupant), patience.answer().toMillis())
                .onSuccess(pong -> answer.complete(true))
                .onError(e -> answer.complete(!(e instanceof XMPPException.XMPPErrorException refused
                        && refused.getStanzaError().getCondition() == StanzaError.Condition.not_acceptable)));
        return answer;
    }

    /** Gives the connection up, as after a loss. */
    void end(String reason) {
        if (ended.complete(reason)) {
            unconfirmed.values().forEach(outcome -> outcome.completeExceptionally(lost()));
        }
    }

    private DeliveryException lost() {
        return new DeliveryException.Temporary("connection lost: " + ended.getNow("closed"), null);
    }

    /** Closes the connection, if it still stands. A lost one is cut first: its farewell could wait for ever to be read. */
    void close() {
        boolean orderly = isAlive() && connection.isAuthenticated();
        end("closed");
        if (orderly) {
            connection.setReplyTimeout(FAREWELL.toMillis());
            CompletableFuture.delayedExecutor(3 * FAREWELL.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(sockets::close);
            connection.disconnect();
        } else {
            sockets.close();
            connection.instantShutdown();
        }
    }

    private static String reason(Exception e) {
        if (e instanceof XMPPException.StreamErrorException told) {
            return "ended by the server: " + told.getStreamError().getCondition();
        }
        // the parser puts the place in the stream first, the cause last
        return String.valueOf(e.getMessage())
                .lines()
                .reduce((first, last) -> last)
                .orElse("no reason given")
                .replaceFirst("^Message: ", "");
    }

    private final class Watch implements ConnectionListener {
        @Override
        public void connectionClosed() {
            end("closed by the server");
        }

        @Override
        public void connectionClosedOnError(Exception e) {
            end(reason(e));
        }
    }
}
