package dev.hubbub.sandbox;

import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.vysper.xml.fragment.XMLText;
import org.apache.vysper.xmpp.addressing.Entity;
import org.apache.vysper.xmpp.addressing.EntityImpl;
import org.apache.vysper.xmpp.modules.extension.xep0045_muc.MUCModule;
import org.apache.vysper.xmpp.modules.extension.xep0045_muc.model.Conference;
import org.apache.vysper.xmpp.modules.extension.xep0045_muc.model.Occupant;
import org.apache.vysper.xmpp.modules.extension.xep0045_muc.model.Role;
import org.apache.vysper.xmpp.modules.extension.xep0045_muc.model.Room;
import org.apache.vysper.xmpp.protocol.NamespaceURIs;
import org.apache.vysper.xmpp.protocol.SessionStateHolder;
import org.apache.vysper.xmpp.protocol.StanzaProcessor;
import org.apache.vysper.xmpp.server.ServerRuntimeContext;
import org.apache.vysper.xmpp.server.SessionContext;
import org.apache.vysper.xmpp.stanza.MessageStanzaType;
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
    private final Notes notes;

    Rooms(String subdomain, Conference conference, OrderedVysper server, Notes notes) {
        super(subdomain, conference);
        this.conference = conference;
        this.server = server;
        this.notes = notes;
    }

    /** What was said in rooms. */
    Notes notes() {
        return notes;
    }

    boolean isRoom(String address) {
        return find(address) != null;
    }

    private @Nullable Room find(String address) {
        return conference.getAllRooms().stream()
                .filter(room -> room.getJID().getFullQualifiedName().equals(address))
                .findFirst()
                .orElse(null);
    }

    /** Says something to everybody in a room in the name of somebody who is not in it; false if the nick is taken. */
    boolean speak(String address, String nick, String text) {
        Room room = find(address);
        if (room == null || room.isInRoom(nick)) {
            return false;
        }
        String id = UUID.randomUUID().toString();
        Entity speaker = new EntityImpl(nick, XmppSandbox.DOMAIN, null);
        // who comes in later reads it in the room's history
        room.getHistory()
                .append(said(id, speaker, room.getJID(), text), new Occupant(speaker, nick, room, Role.Participant));
        for (Occupant occupant : room.getOccupants()) {
            server.send(said(id, new EntityImpl(room.getJID(), nick), occupant.getJid(), text));
        }
        notes.add(Note.wrote(address, nick, address, text));
        return true;
    }

    private static Stanza said(String id, Entity from, Entity to, String text) {
        return StanzaBuilder.createMessageStanza(from, to, MessageStanzaType.GROUPCHAT, null, text)
                .addAttribute("id", id)
                .build();
    }

    private void note(Entity address, @Nullable Entity from, Stanza said) {
        Room room = conference.findRoom(address);
        Occupant speaker = room == null || from == null ? null : room.findOccupantByJID(from);
        if (room == null || speaker == null) {
            return;
        }
        boolean byHub = XmppSandbox.BOT.equals(speaker.getJid().getNode());
        String box = room.getJID().getFullQualifiedName();
        String text = said.getInnerElementsNamed("body").get(0).getInnerTexts().stream()
                .map(XMLText::getText)
                .collect(Collectors.joining());
        notes.add(byHub ? Note.got(box, speaker.getNick(), text) : Note.wrote(box, speaker.getNick(), box, text));
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
                    && "groupchat".equals(stanza.getAttributeValue("type"))
                    && !stanza.getInnerElementsNamed("body").isEmpty()) {
                note(room, stanza.getFrom(), stanza);
            }
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
