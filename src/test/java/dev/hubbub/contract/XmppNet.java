package dev.hubbub.contract;

import dev.hubbub.channel.Receiver;
import dev.hubbub.channel.xmpp.Person;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jivesoftware.smack.packet.ExtensionElement;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.StandardExtensionElement;
import org.jivesoftware.smackx.message_correct.element.MessageCorrectExtension;
import org.jspecify.annotations.Nullable;

/** Somebody with an XMPP client: in a room with the hub, or alone with it. */
abstract class XmppNet extends Net {
    private static final String REPLY = "urn:xmpp:reply:0";
    private static final String CORRECT = "urn:xmpp:message-correct:0";
    private static final String RETRACT = "urn:xmpp:message-retract:1";
    private static final String OOB = "jabber:x:oob";

    final Person person;
    private final String place;
    private final Message.Type type;
    private final Receiver files = Receiver.start();

    /** @param place where it is said */
    XmppNet(String name, String channel, Person person, String place, Message.Type type, Can... can)
            throws IOException {
        super(name, channel, can);
        this.person = person;
        this.place = place;
        this.type = type;
    }

    /** Whether the hub has said it. */
    abstract boolean isHubs(Message message);

    @Override
    String say(Said said) throws Exception {
        List<ExtensionElement> besides = new ArrayList<>();
        add(besides, "reply", REPLY, said.answers());
        add(besides, "replace", CORRECT, said.corrects());
        add(besides, "retract", RETRACT, said.retracts());
        if (!said.file().isEmpty()) {
            besides.add(file(said.file()));
        }
        person.tell(place, type, said.id(), said.text().isEmpty() ? "/me takes it back" : said.text(), besides);
        return said.id();
    }

    private static void add(List<ExtensionElement> elements, String name, String namespace, String id) {
        if (!id.isEmpty()) {
            elements.add(StandardExtensionElement.builder(name, namespace)
                    .addAttribute("id", id)
                    .build());
        }
    }

    /** A file on somebody's web server (XEP-0066). */
    private StandardExtensionElement file(String name) throws Exception {
        Receiver unused = files.next(200, Map.of("Content-Type", "text/plain"), "inside");
        String url = new java.net.URI("http", null, "127.0.0.1", files.port(), "/" + name, null, null).toASCIIString();
        return StandardExtensionElement.builder("x", OOB)
                .addElement(StandardExtensionElement.builder("url", OOB)
                        .setText(url)
                        .build())
                .build();
    }

    @Override
    boolean sayAsProgram(String text) throws Exception {
        person.tell(place, Message.Type.error, "error-" + text.hashCode(), text, List.of());
        return true;
    }

    @Override
    List<Seen> seen() {
        return person.heard().stream()
                .filter(this::isHubs)
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
        } else if (element instanceof MessageCorrectExtension correction) {
            id = correction.getIdInitialMessage();
        }
        return id == null ? "" : id;
    }

    @Override
    void close() throws Exception {
        super.close();
        person.close();
        files.close();
    }
}
