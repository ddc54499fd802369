package dev.hubbub.sandbox;

import java.util.List;
import java.util.Optional;

/** The phones at the sandbox's SIP server, as they are shown. */
final class SipPhones implements Peer {
    private static final List<Box> FIXED = List.of(
            phone("sip:ana@" + SipSandbox.DOMAIN, "Ana’s SIP phone"),
            phone("sip:ben@" + SipSandbox.DOMAIN, "Ben’s SIP phone"));

    private final SipSandbox server;

    SipPhones(SipSandbox server) {
        this.server = server;
    }

    private static Box phone(String address, String name) {
        return new Box(address, name, List.of(address), "");
    }

    @Override
    public About about() {
        return new About(
                "sip",
                "SIP phones",
                "sip/main",
                List.of(Endpoint.local("sip", server.port())),
                server.notes().boxes(FIXED, address -> phone(address, "")));
    }

    @Override
    public List<Note> notes() {
        return server.notes().all();
    }

    @Override
    public void say(Line line) throws NotSaidException {
        if (!line.box().matches("sip:[a-z0-9._-]{1,64}@" + SipSandbox.DOMAIN)) {
            throw new NotSaidException("box", "must be an address as sip:ana@" + SipSandbox.DOMAIN);
        }
        if (line.text().isBlank()) {
            throw new NotSaidException("text", "is empty");
        }
        Optional<String> refusal = server.say(line.box(), line.text());
        if (refusal.isPresent()) {
            throw new NotSaidException("text", refusal.get());
        }
    }
}
