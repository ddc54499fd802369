package dev.hubbub.channel.xmpp;

import dev.hubbub.peers.FreePort;
import dev.hubbub.sandbox.XmppSandbox;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The sandbox's server; a restart makes it forget its rooms. */
final class VysperServer implements XmppServer {
    private final Path folder;
    private final int port;
    private final Path certificate;
    private @Nullable XmppSandbox running;

    VysperServer(Path folder) throws IOException {
        this.folder = folder;
        this.port = FreePort.take();
        this.certificate = folder.resolve("sandbox.pem");
    }

    /** The same server, seen by somebody who trusts another certificate. */
    VysperServer(VysperServer same, Path certificate) {
        this.folder = same.folder;
        this.port = same.port;
        this.certificate = certificate;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public Path certificate() {
        return certificate;
    }

    @Override
    public void start() throws IOException {
        running = XmppSandbox.start(folder, port, "ops");
    }

    @Override
    public void kill() {
        stop();
    }

    @Override
    public void shutDown() {
        stop();
    }

    @Override
    public void stop() {
        if (running != null) {
            running.close();
            running = null;
        }
    }
}
