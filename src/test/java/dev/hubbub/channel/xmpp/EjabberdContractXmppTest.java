package dev.hubbub.channel.xmpp;

import dev.hubbub.peers.NeedsProgram;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The component against ejabberd, down to the rarer things. */
@NeedsProgram(value = "ejabberdctl", from = "ejabberd")
@Tag("slow")
@Tag("long")
final class EjabberdContractXmppTest extends XmppContract implements KeptMessages {
    @RegisterExtension
    static final Running<EjabberdServer> SERVER = new Running<>(EjabberdServer::new);

    @Override
    public EjabberdServer server() {
        return SERVER.server();
    }
}
