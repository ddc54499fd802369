package dev.hubbub.sandbox;

import java.util.List;

/** The phones of the sandbox's SMSC, as they are shown. */
final class Phones implements Peer {
    private static final List<Box> FIXED =
            List.of(phone("+4917604069001", "Ana’s phone"), phone("+4917604069002", "Ben’s phone"));

    private final SmsSandbox server;

    Phones(SmsSandbox server) {
        this.server = server;
    }

    private static Box phone(String number, String name) {
        return new Box(number, name, List.of(number), "");
    }

    @Override
    public About about() {
        return new About(
                "sms",
                "Phones",
                "sms/main",
                List.of(Endpoint.local("smpp", server.port()), new Endpoint("number", SmsSandbox.NUMBER)),
                server.notes().boxes(FIXED, number -> phone(number, "")));
    }

    @Override
    public List<Note> notes() {
        return server.notes().all();
    }

    @Override
    public void say(Line line) throws NotSaidException {
        if (!line.box().matches("\\+[1-9]\\d{6,14}")) {
            throw new NotSaidException("box", "must be a number as +4917604069001");
        }
        try {
            server.say(line.box(), line.text());
        } catch (IllegalStateException e) {
            throw new NotSaidException("box", "cannot send now: too many texts wait for the hub");
        }
    }
}
