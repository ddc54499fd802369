package dev.hubbub.sandbox;

import java.util.List;

/** The calls that the sandbox's receiver of webhooks got, as they are shown. */
final class Calls implements Peer {
    private static final String CHANNEL = "webhook/main";

    private final WebhookSandbox receiver;

    Calls(WebhookSandbox receiver) {
        this.receiver = receiver;
    }

    @Override
    public About about() {
        return new About(
                "webhook",
                "Webhooks",
                CHANNEL,
                List.of(Endpoint.local("http", receiver.port())),
                List.of(new Box(CHANNEL, "A program that is called", List.of(), "It only listens.")));
    }

    @Override
    public List<Note> notes() {
        return receiver.received().stream().map(Calls::note).toList();
    }

    private static Note note(WebhookSandbox.Received call) {
        return new Note(
                call.id() + " " + call.at(),
                call.at(),
                CHANNEL,
                false,
                call.genuine() ? "signed" : "not signed as it should be",
                List.of(CHANNEL),
                "",
                call.body(),
                List.of());
    }

    @Override
    public void say(Line line) throws NotSaidException {
        throw new NotSaidException("box", "only listens");
    }
}
