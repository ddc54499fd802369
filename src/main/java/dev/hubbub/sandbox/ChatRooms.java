package dev.hubbub.sandbox;

import java.util.List;

/** The rooms of the sandbox's XMPP server, as they are shown. */
final class ChatRooms implements Peer {
    private final XmppSandbox server;

    ChatRooms(XmppSandbox server) {
        this.server = server;
    }

    @Override
    public About about() {
        Box room = new Box(
                server.room(),
                "The chat room",
                XmppSandbox.PEOPLE,
                "log in as ana@localhost or ben@localhost, the password is the name");
        return new About(
                "xmpp",
                "Chat",
                "chatbot/ops",
                List.of(Endpoint.local("xmpp", server.port())),
                server.notes().boxes(List.of(room), other -> new Box(other, "", XmppSandbox.PEOPLE, "")));
    }

    @Override
    public List<Note> notes() {
        return server.notes().all();
    }

    @Override
    public void say(Line line) throws NotSaidException {
        String nick = line.speaker().isEmpty() ? XmppSandbox.PEOPLE.get(0) : line.speaker();
        if (!nick.matches("\\p{Alnum}{1,30}")) {
            throw new NotSaidException("speaker", "must be a nick of up to 30 letters and digits");
        }
        if (!server.isRoom(line.box())) {
            throw new NotSaidException("box", "there is no such room");
        }
        if (!server.speak(line.box(), nick, line.text())) {
            throw new NotSaidException("speaker", "somebody of that name is in the room just now");
        }
    }
}
