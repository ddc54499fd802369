package dev.hubbub.channel.xmpp;

import dev.hubbub.peers.NeedsProgram;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The component against ejabberd; what is the same as with Prosody only by the long profile. */
@NeedsProgram(value = "ejabberdctl", from = "ejabberd")
@Tag("slow")
final class EjabberdXmppTest extends XmppEssentials implements Company, FileStore, KeptMessages, Restarts {
    @RegisterExtension
    static final Running<EjabberdServer> SERVER = new Running<>(EjabberdServer::new);

    @Override
    public EjabberdServer server() {
        return SERVER.server();
    }

    /** It tells that it has a message some time before that is on the disk. */
    @Override
    public boolean remembersWhenKilled() {
        return false;
    }
}
