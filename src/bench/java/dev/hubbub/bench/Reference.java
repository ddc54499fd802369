package dev.hubbub.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A reference as a process of its own, on a database of its own on the ground's server. */
final class Reference implements AutoCloseable {
    private final int port;
    private final Process process;
    private final Path log;

    private Reference(int port, Process process, Path log) {
        this.port = port;
        this.process = process;
        this.log = log;
    }

    /** @param main a class whose arguments are port, JDBC URL, user and password */
    static Reference start(Ground ground, Class<?> main) throws IOException, SQLException {
        int port = Ground.freePort();
        Path folder = ground.folder("reference");
        Process process = Ground.java(
                folder,
                Map.of(),
                List.of("-Xmx1g"),
                main.getName(),
                Integer.toString(port),
                ground.postgres().url(ground.database("reference")),
                ground.postgres().user(),
                ground.postgres().password());
        Reference reference = new Reference(port, process, folder.resolve(main.getSimpleName() + ".log"));
        reference.awaitOpen();
        return reference;
    }

    int port() {
        return port;
    }

    private void awaitOpen() throws IOException {
        for (int tried = 0; tried < 600 && process.isAlive(); tried++) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
                return;
            } catch (IOException e) {
                Ground.pause(50);
            }
        }
        process.destroyForcibly();
        throw new IOException("the reference does not start: " + java.nio.file.Files.readString(log));
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
