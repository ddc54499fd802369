package dev.hubbub.contract;

import dev.hubbub.channel.xmpp.Person;
import dev.hubbub.config.Settings;
import org.jivesoftware.smack.packet.Message;

/** Direct messages of XMPP: somebody alone with the hub, over the account that sits in the room. */
final class DirectNet extends XmppNet {
    private static final String HUB = "hubbub@localhost";
    private static final String BEN = "xmpp:ben@localhost";

    private final ChatNet room;

    DirectNet(ChatNet room) throws Exception {
        super(
                "direct",
                "chatbot/direct",
                Person.logIn(room.server.port(), room.server.certificate(), "ben"),
                HUB,
                Message.Type.chat,
                Can.NAME,
                Can.ANSWER,
                Can.CORRECT,
                Can.RETRACT,
                Can.FILE,
                Can.ANSWERS,
                Can.CORRECTS,
                Can.RETRACTS,
                Can.REPEAT,
                Can.RECEIPTS);
        this.room = room;
    }

    @Override
    Settings configure(Settings settings) {
        return settings;
    }

    @Override
    Net line() {
        return room;
    }

    @Override
    String recipient() {
        return BEN;
    }

    @Override
    String sender() {
        return BEN;
    }

    @Override
    boolean isHubs(Message message) {
        return message.getFrom().asBareJid().toString().equals(HUB);
    }
}
