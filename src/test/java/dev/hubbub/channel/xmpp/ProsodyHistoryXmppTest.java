package dev.hubbub.channel.xmpp;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The component against a Prosody without archives: rooms show their history, absent users get offline messages. */
@NeedsProsody
@Tag("slow")
@Tag("long")
final class ProsodyHistoryXmppTest extends ProsodyContract {
    @RegisterExtension
    static final Running<ProsodyServer> SERVER = new Running<>(folder -> new ProsodyServer(folder, false));

    @Override
    public ProsodyServer server() {
        return SERVER.server();
    }
}
