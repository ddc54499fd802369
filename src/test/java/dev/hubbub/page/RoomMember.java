package dev.hubbub.page;

import dev.hubbub.HubProcess;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jivesoftware.smack.tcp.XMPPTCPConnectionConfiguration;
import org.jivesoftware.smackx.muc.MultiUserChat;
import org.jivesoftware.smackx.muc.MultiUserChatManager;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.jid.parts.Resourcepart;

/** Somebody in the sandbox's chat room with an ordinary XMPP client. */
final class RoomMember implements AutoCloseable {
    private final XMPPTCPConnection connection;
    private final MultiUserChat room;
    private final List<String> heard = new CopyOnWriteArrayList<>();

    /**
     * Joins the room.
     *
     * @param name the account, its password and the nick
     */
    RoomMember(HubProcess hub, String name) throws Exception {
        connection = new XMPPTCPConnection(XMPPTCPConnectionConfiguration.builder()
                .setXmppDomain("localhost")
                .setHost("127.0.0.1")
                .setPort(Integer.parseInt(hub.environment().getOrDefault("HUBBUB_SANDBOX_XMPP_PORT", "")))
                .setUsernameAndPassword(name, name)
                .setCustomX509TrustManager(trust(hub))
                .build());
        connection.setReplyTimeout(Duration.ofSeconds(20).toMillis());
        connection.connect().login();
        room = MultiUserChatManager.getInstanceFor(connection)
                .getMultiUserChat(JidCreate.entityBareFrom("ops@conference.localhost"));
        room.addMessageListener(message -> heard.add(String.valueOf(message.getBody())));
        room.join(Resourcepart.from(name));
    }

    void say(String text) throws Exception {
        room.sendMessage(text);
    }

    /** What was said in the room since, and before as far as the room told. */
    List<String> heard() {
        return List.copyOf(heard);
    }

    private static X509TrustManager trust(HubProcess hub) throws Exception {
        KeyStore known = KeyStore.getInstance(KeyStore.getDefaultType());
        known.load(null, null);
        try (InputStream pem = Files.newInputStream(hub.folder().resolve("data/sandbox/sandbox.pem"))) {
            known.setCertificateEntry(
                    "sandbox", CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(known);
        return (X509TrustManager) factory.getTrustManagers()[0];
    }

    @Override
    public void close() {
        connection.instantShutdown();
    }
}
