package dev.hubbub.channel.xmpp;

import dev.hubbub.peers.NeedsProgram;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** The component against ejabberd, down to the rarer things. */
@NeedsProgram(value = "ejabberdctl", from = "ejabberd")
@Tag("slow")
@Tag("long")
final class EjabberdContractXmppTest extends XmppContract implements KeptMessages {
    @TempDir
    static Path folder;

    private static EjabberdServer server;

    @BeforeAll
    static void start() throws Exception {
        server = new EjabberdServer(folder);
        server.start();
    }

    @AfterAll
    static void stop() throws Exception {
        server.stop();
    }

    @Override
    public EjabberdServer server() {
        return server;
    }
}
