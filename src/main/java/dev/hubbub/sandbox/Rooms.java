package dev.hubbub.sandbox;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.vysper.xmpp.addressing.Entity;
import org.apache.vysper.xmpp.modules.extension.xep0045_muc.MUCModule;
import org.apache.vysper.xmpp.modules.extension.xep0045_muc.model.Conference;
import org.apache.vysper.xmpp.modules.extension.xep0045_muc.model.Room;
import org.apache.vysper.xmpp.protocol.NamespaceURIs;
import org.apache.vysper.xmpp.protocol.SessionStateHolder;
import org.apache.vysper.xmpp.protocol.StanzaProcessor;
import org.apache.vysper.xmpp.server.ServerRuntimeContext;
import org.apache.vysper.xmpp.server.SessionContext;
import org.apache.vysper.xmpp.stanza.Stanza;
import org.apache.vysper.xmpp.stanza.StanzaBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Vysper's rooms, which also end each entry with the room's subject, if only an empty one (XEP-0045, 7.2.15): clients wait
 * for it.
 */
final class Rooms extends MUCModule {
    private final Conference conference;
    private final OrderedVysper server;
    private final Set<Entity> withSubject = ConcurrentHashMap.newKeySet();

    Rooms(String subdomain, Conference conference, OrderedVysper server) {
        super(subdomain, conference);
        this.conference = conference;
        this.server = server;
    }

    @Override
    public StanzaProcessor getStanzaProcessor() {
        return new EntriesWithSubject(super.getStanzaProcessor());
    }

    private boolean isIn(Entity room, @Nullable Entity who) {
        Room found = conference.findRoom(room);
        return found != null && who != null && found.findOccupantByJID(who) != null;
    }

    private Stanza emptySubject(Entity room, Entity to) {
        return new StanzaBuilder("message", NamespaceURIs.JABBER_CLIENT)
                .addAttribute("from", room.getFullQualifiedName())
                .addAttribute("to", to.getFullQualifiedName())
                .addAttribute("type", "groupchat")
                .startInnerElement("subject", NamespaceURIs.JABBER_CLIENT)
                .endInnerElement()
                .build();
    }

    private final class EntriesWithSubject implements StanzaProcessor {
        private final StanzaProcessor rooms;

        EntriesWithSubject(StanzaProcessor rooms) {
            this.rooms = rooms;
        }

        @Override
        public void processStanza(
                ServerRuntimeContext context, SessionContext session, Stanza stanza, SessionStateHolder state) {
            Entity room = stanza.getTo().getBareJID();
            boolean before = isIn(room, stanza.getFrom());
            rooms.processStanza(context, session, stanza, state);
            if (stanza.getName().equals("message")
                    && !stanza.getInnerElementsNamed("subject").isEmpty()
                    && stanza.getInnerElementsNamed("body").isEmpty()) {
                withSubject.add(room);
            }
            if (!before && isIn(room, stanza.getFrom()) && !withSubject.contains(room)) {
                server.send(emptySubject(room, stanza.getFrom()));
            }
        }

        @Override
        public void processTLSEstablished(SessionContext session, SessionStateHolder state) {
            rooms.processTLSEstablished(session, state);
        }
    }
}
