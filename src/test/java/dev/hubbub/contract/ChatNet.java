package dev.hubbub.contract;

import dev.hubbub.Caller;
import dev.hubbub.TestHub;
import dev.hubbub.channel.xmpp.Person;
import dev.hubbub.config.Key;
import dev.hubbub.config.Settings;
import dev.hubbub.sandbox.XmppSandbox;
import java.nio.file.Path;
import org.jivesoftware.smack.packet.Message;

/** A chat room of XMPP, on the sandbox's server. */
final class ChatNet extends XmppNet {
    private static final String ROOM = "ops@conference.localhost";

    final XmppSandbox server;
    private final int port;

    private ChatNet(XmppSandbox server) throws Exception {
        super(
                "chat",
                "chatbot/ops",
                Person.logIn(server.port(), server.certificate(), "ana"),
                ROOM,
                Message.Type.groupchat,
                Can.NAME,
                Can.ANSWER,
                Can.CORRECT,
                Can.RETRACT,
                Can.FILE,
                Can.ANSWERS,
                Can.CORRECTS,
                Can.RETRACTS,
                Can.REPEAT);
        this.server = server;
        port = way(server.port());
        person.join(ROOM);
    }

    static ChatNet start(Path home) throws Exception {
        return new ChatNet(XmppSandbox.start(home.resolve("xmpp"), 0, "ops"));
    }

    @Override
    Settings configure(Settings settings) {
        return server.applyTo(settings)
                .with(Key.XMPP_PORT, Integer.toString(port))
                .with(Key.OUTSIDE_NETWORKS, "127.0.0.1");
    }

    @Override
    void joined(TestHub hub, Caller caller) {
        Everywhere.await().until(() -> person.isIn(ROOM, "hubbub"));
    }

    @Override
    String sender() {
        return "xmpp:" + ROOM + "/ana";
    }

    @Override
    boolean isHubs(Message message) {
        return message.getFrom().toString().equals(ROOM + "/hubbub");
    }

    @Override
    void close() throws Exception {
        super.close();
        server.close();
    }
}
