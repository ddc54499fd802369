package dev.hubbub.channel.xmpp;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.util.FileUtil;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A server that runs for all tests of a class, in a folder of its own. */
final class Running<S extends XmppServer> implements BeforeAllCallback, AfterAllCallback {
    private final Maker<S> maker;
    private @Nullable Path folder;
    private @Nullable S server;

    interface Maker<S> {
        S make(Path folder) throws Exception;
    }

    Running(Maker<S> maker) {
        this.maker = maker;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        Path made = Files.createTempDirectory("hubbub-xmpp");
        folder = made;
        S started = maker.make(made);
        server = started;
        started.start();
    }

    S server() {
        if (server == null) {
            throw new IllegalStateException("no server has been made");
        }
        return server;
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        if (server != null) {
            server.stop();
        }
        if (folder != null) {
            FileUtil.removeDir(folder.toFile());
        }
    }
}
