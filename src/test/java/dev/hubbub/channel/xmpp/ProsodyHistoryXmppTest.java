package dev.hubbub.channel.xmpp;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** The component against a Prosody without archives: rooms show their history, absent users get offline messages. */
@NeedsProsody
@Tag("slow")
@Tag("long")
final class ProsodyHistoryXmppTest extends ProsodyContract {
    @TempDir
    static Path folder;

    private static ProsodyServer server;

    @BeforeAll
    static void start() throws Exception {
        server = new ProsodyServer(folder, false);
        server.start();
    }

    @AfterAll
    static void stop() throws Exception {
        server.stop();
    }

    @Override
    public ProsodyServer server() {
        return server;
    }
}
