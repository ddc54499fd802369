package dev.hubbub.channel.xmpp;

import dev.hubbub.peers.NeedsProgram;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** The component against ejabberd; what is the same as with Prosody only by the long profile. */
@NeedsProgram(value = "ejabberdctl", from = "ejabberd")
@Tag("slow")
final class EjabberdXmppTest extends XmppEssentials implements Company, FileStore, KeptMessages, Restarts {
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

    /** It tells that it has a message some time before that is on the disk. */
    @Override
    public boolean survivesKills() {
        return false;
    }
}
