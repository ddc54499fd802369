package dev.hubbub.contract;

import dev.hubbub.Caller;
import dev.hubbub.TestHub;
import dev.hubbub.channel.xmpp.Person;
import dev.hubbub.config.Key;
import dev.hubbub.config.Settings;
import dev.hubbub.sandbox.XmppSandbox;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jivesoftware.smack.packet.ExtensionElement;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.StandardExtensionElement;
import org.jspecify.annotations.Nullable;

/** A chat room at an XMPP server, and ana in it. */
final class ChatNet extends Net {
    private static final String ROOM = "ops@conference.localhost";
    private static final String REPLY = "urn:xmpp:reply:0";
    private static final String CORRECT = "urn:xmpp:message-correct:0";
    private static final String RETRACT = "urn:xmpp:message-retract:1";

    private final XmppSandbox server;
    private final Person ana;
    private final int port;

    ChatNet(Path home) throws Exception {
        super(
                "chat",
                "chatbot/ops",
                Can.NAME,
                Can.ANSWER,
                Can.CORRECT,
                Can.RETRACT,
                Can.ANSWERS,
                Can.CORRECTS,
                Can.RETRACTS,
                Can.REPEAT);
        server = XmppSandbox.start(home.resolve("xmpp"), 0, "ops");
        port = way(server.port());
        ana = Person.logIn(server.port(), server.certificate(), "ana");
        ana.join(ROOM);
    }

    @Override
    Settings configure(Settings settings) {
        return server.applyTo(settings).with(Key.XMPP_PORT, Integer.toString(port));
    }

    @Override
    void joined(TestHub hub, Caller caller) {
        Everywhere.await().until(() -> ana.isIn(ROOM, "hubbub"));
    }

    @Override
    String say(Said said) throws Exception {
        List<ExtensionElement> besides = new ArrayList<>();
        add(besides, "reply", REPLY, said.answers());
        add(besides, "replace", CORRECT, said.corrects());
        add(besides, "retract", RETRACT, said.retracts());
        ana.tell(
                ROOM,
                Message.Type.groupchat,
                said.id(),
                said.text().isEmpty() ? "/me takes it back" : said.text(),
                besides);
        return said.id();
    }

    private static void add(List<ExtensionElement> elements, String name, String namespace, String id) {
        if (!id.isEmpty()) {
            elements.add(StandardExtensionElement.builder(name, namespace)
                    .addAttribute("id", id)
                    .build());
        }
    }

    @Override
    String sender() {
        return "xmpp:" + ROOM + "/ana";
    }

    @Override
    boolean sayAsProgram(String text) throws Exception {
        ana.tell(ROOM, Message.Type.error, "error-" + text.hashCode(), text, List.of());
        return true;
    }

    @Override
    List<Seen> seen() {
        return ana.heard().stream()
                .filter(message -> message.getFrom().toString().equals(ROOM + "/hubbub"))
                .map(message -> new Seen(
                        String.valueOf(message.getStanzaId()),
                        message.getBody(),
                        "",
                        id(message, "reply", REPLY),
                        id(message, "replace", CORRECT),
                        id(message, "retract", RETRACT)))
                .toList();
    }

    private static String id(Message message, String name, String namespace) {
        @Nullable String id = null;
        ExtensionElement element = message.getExtensionElement(name, namespace);
        if (element instanceof StandardExtensionElement plain) {
            id = plain.getAttributeValue("id");
        } else if (element
                instanceof org.jivesoftware.smackx.message_correct.element.MessageCorrectExtension correction) {
            id = correction.getIdInitialMessage();
        }
        return id == null ? "" : id;
    }

    @Override
    void close() throws Exception {
        super.close();
        ana.close();
        server.close();
    }
}
