package dev.hubbub.api;

import dev.hubbub.sandbox.Note;
import dev.hubbub.sandbox.Peer;
import dev.hubbub.web.Answer;
import dev.hubbub.web.Call;
import dev.hubbub.web.Operations;
import dev.hubbub.web.Problem;
import dev.hubbub.web.ProblemException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** The peers that the hub runs to be tried with: what they got, and saying something from there. */
public final class SandboxOperations {
    private final Supplier<List<Peer>> peers;

    /** @param peers those that run just now */
    public SandboxOperations(Supplier<List<Peer>> peers) {
        this.peers = peers;
    }

    /** Serves every operation. */
    public void register(Operations operations) {
        operations
                .waiting("listSandboxPeers", call -> Answer.ok(Page.whole(all())))
                .waiting("listSandboxMessages", this::messages)
                .waiting("sayInSandbox", this::say);
    }

    private List<Peer.About> all() {
        return peers.get().stream().map(Peer::about).toList();
    }

    private Peer peer(Call call) {
        String id = call.text("peer");
        return peers.get().stream()
                .filter(peer -> peer.about().id().equals(id))
                .findFirst()
                .orElseThrow(() -> new ProblemException(Problem.notFound()));
    }

    private Answer messages(Call call) {
        String box = call.find("box").orElse("");
        List<Note> notes = new ArrayList<>(peer(call).notes());
        notes.removeIf(note -> !box.isEmpty() && !note.box().equals(box));
        Collections.reverse(notes);
        return Answer.ok(Page.whole(notes.stream().limit(call.number("limit")).toList()));
    }

    private Answer say(Call call) {
        Map<String, Object> body = call.body();
        try {
            peer(call)
                    .say(new Peer.Line(
                            text(body, "box"), text(body, "speaker"), text(body, "subject"), text(body, "text")));
        } catch (Peer.NotSaidException e) {
            throw new ProblemException(Problem.unprocessable(
                    "/" + e.field(), Objects.requireNonNullElse(e.getMessage(), "cannot be said")));
        }
        return Answer.nothing();
    }

    private static String text(Map<String, Object> body, String field) {
        return Objects.toString(body.get(field), "");
    }
}
