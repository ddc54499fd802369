package dev.hubbub.channel.xmpp;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The component against the sandbox's server, in process. */
final class VysperXmppTest extends XmppContract {
    @TempDir
    static Path folder;

    private static VysperServer server;

    @BeforeAll
    static void start() throws Exception {
        server = new VysperServer(folder);
        server.start();
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    @Override
    XmppServer server() {
        return server;
    }
}
