package dev.hubbub.sandbox;

import dev.hubbub.channel.x.PostText;
import java.util.List;

/** The sandbox's X, as it is shown. */
final class Timeline implements Peer {
    private static final List<String> SPEAKERS = List.of("ana", "ben");
    private static final List<Box> BOXES = List.of(
            new Box(XPosts.TIMELINE, "", SPEAKERS, "a post that names @" + XPosts.HUB + " comes to the hub"),
            new Box(XPosts.MESSAGES, "", SPEAKERS, "they go to @" + XPosts.HUB));

    private final XSandbox server;

    Timeline(XSandbox server) {
        this.server = server;
    }

    @Override
    public About about() {
        return new About("x", "X", "x/main", List.of(Endpoint.local("http", server.port())), BOXES);
    }

    @Override
    public List<Note> notes() {
        return server.posts().notes().all();
    }

    @Override
    public void say(Line line) throws NotSaidException {
        String speaker = line.speaker().isEmpty() ? SPEAKERS.get(0) : line.speaker();
        if (!SPEAKERS.contains(speaker)) {
            throw new NotSaidException("speaker", "must be one of " + String.join(", ", SPEAKERS));
        }
        if (line.box().equals(XPosts.MESSAGES)) {
            server.posts().message(speaker, line.text());
        } else if (!line.box().equals(XPosts.TIMELINE)) {
            throw new NotSaidException("box", "there is no such box");
        } else if (PostText.weight(line.text()) > PostText.MOST) {
            throw new NotSaidException("text", "is longer than X takes");
        } else {
            server.posts().post(speaker, line.text(), null);
        }
    }
}
