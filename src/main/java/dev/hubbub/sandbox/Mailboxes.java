package dev.hubbub.sandbox;

import java.io.IOException;
import java.util.List;

/** The boxes of the sandbox's mail server, as they are shown. */
final class Mailboxes implements Peer {
    private final MailSandbox server;

    Mailboxes(MailSandbox server) {
        this.server = server;
    }

    private static Box box(String user, String name) {
        String address = user + "@" + MailSandbox.DOMAIN;
        return new Box(address, name, List.of(address), "user " + user + ", password " + user);
    }

    private static final List<Box> FIXED = List.of(
            box("ana", "Ana’s mailbox"),
            box("ben", "Ben’s mailbox"),
            new Box(MailSandbox.OWN + "@" + MailSandbox.DOMAIN, "The hub’s own mailbox", List.of(), ""));

    @Override
    public About about() {
        return new About(
                "email",
                "Mailboxes",
                "email/support",
                List.of(Endpoint.local("smtp", server.smtpPort()), Endpoint.local("imap", server.imapPort())),
                server.notes().boxes(FIXED, address -> new Box(address, "", List.of(address), "")));
    }

    @Override
    public List<Note> notes() {
        return server.notes().all();
    }

    @Override
    public void say(Line line) throws NotSaidException {
        if (!line.box().matches("[\\w.+-]{1,64}@[A-Za-z0-9.-]{1,190}")) {
            throw new NotSaidException("box", "must be an address as ana@localhost");
        }
        try {
            server.write(line.box(), line.subject(), line.text());
        } catch (IOException e) {
            throw new NotSaidException("text", "cannot be sent: " + e.getMessage());
        }
    }
}
