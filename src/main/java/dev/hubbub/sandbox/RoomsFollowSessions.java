package dev.hubbub.sandbox;

import org.apache.mina.core.session.IoSession;
import org.apache.vysper.mina.XmppIoHandlerAdapter;
import org.apache.vysper.xmpp.addressing.EntityImpl;
import org.apache.vysper.xmpp.modules.extension.xep0045_muc.model.Conference;
import org.apache.vysper.xmpp.modules.extension.xep0045_muc.model.Occupant;
import org.apache.vysper.xmpp.modules.extension.xep0045_muc.model.Room;
import org.apache.vysper.xmpp.stanza.PresenceStanzaType;
import org.apache.vysper.xmpp.stanza.StanzaBuilder;

/** Takes those whose connection broke out of their rooms, which Vysper forgets: else their nicks stay taken. */
final class RoomsFollowSessions extends XmppIoHandlerAdapter {
    private final OrderedVysper server;
    private final Conference conference;

    RoomsFollowSessions(OrderedVysper server, Conference conference) {
        this.server = server;
        this.conference = conference;
        setServerRuntimeContext(server);
    }

    @Override
    public void sessionClosed(IoSession closed) throws Exception {
        super.sessionClosed(closed);
        for (Room room : conference.getAllRooms()) {
            for (Occupant occupant : room.getOccupants()) {
                if (server.getResourceRegistry()
                                .getSessionContext(occupant.getJid().getResource())
                        == null) {
                    leave(room, occupant);
                }
            }
        }
    }

    /** What goes wrong on a closed connection is not answered: answering goes wrong as well, and so on without end. */
    @Override
    public void exceptionCaught(IoSession session, Throwable cause) throws Exception {
        if (!session.isClosing()) {
            super.exceptionCaught(session, cause);
        }
    }

    private void leave(Room room, Occupant occupant) {
        server.send(StanzaBuilder.createPresenceStanza(
                        occupant.getJid(),
                        new EntityImpl(room.getJID(), occupant.getNick()),
                        null,
                        PresenceStanzaType.UNAVAILABLE,
                        null,
                        null)
                .build());
    }
}
