package dev.hubbub.channel.xmpp;

import java.util.Map;
import java.util.function.Supplier;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.Presence;
import org.jspecify.annotations.Nullable;
import org.jxmpp.jid.BareJid;
import org.jxmpp.jid.Jid;

/** Hands each stanza that comes to the place that it belongs to. */
final class Sorter {
    private final DirectMessages direct;
    private final Map<BareJid, Room> rooms;
    private final Supplier<@Nullable Session> session;

    /**
     * @param rooms those there are now
     * @param session the log-in there is
     */
    Sorter(DirectMessages direct, Map<BareJid, Room> rooms, Supplier<@Nullable Session> session) {
        this.direct = direct;
        this.rooms = rooms;
        this.session = session;
    }

    void onMessage(Message message) {
        Jid from = message.getFrom();
        Room room = from == null ? null : rooms.get(from.asBareJid());
        noteState(message, room);
        if (room != null && message.getType() == Message.Type.groupchat) {
            room.onMessage(message);
        } else if (message.getType() != Message.Type.groupchat) {
            direct.onMessage(message);
        }
    }

    void onPresence(Presence presence) {
        Room room =
                presence.getFrom() == null ? null : rooms.get(presence.getFrom().asBareJid());
        Session current = session.get();
        if (room != null) {
            room.onPresence(presence);
        } else if (current != null) {
            direct.onPresence(presence, current);
        }
    }

    /** Of the moment only what comes just now: what comes late is over. */
    private void noteState(Message message, @Nullable Room room) {
        if (message.getType() == Message.Type.error || Stanzas.delay(message) != null) {
            return;
        }
        if (message.getType() != Message.Type.groupchat) {
            direct.onState(message);
            direct.onReceipt(message);
        } else if (room != null) {
            room.onState(message);
        }
    }
}
