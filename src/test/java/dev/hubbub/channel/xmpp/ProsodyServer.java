package dev.hubbub.channel.xmpp;

import dev.hubbub.peers.FreePort;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * A Prosody of the machine, with everything it needs in a folder of its own: configuration, certificate, accounts, rooms
 * with archives (XEP-0313), stream management (XEP-0198).
 */
public final class ProsodyServer implements XmppServer {
    private static final Duration START = Duration.ofSeconds(30);

    private static final Duration FAREWELL = Duration.ofSeconds(15);

    private final Path folder;
    private final int port;
    private final Path certificate;
    private @Nullable Process process;

    /** @param archives whether it keeps archives; if not, rooms have a history and absent users their offline messages */
    public ProsodyServer(Path folder, boolean archives) throws IOException, GeneralSecurityException {
        this.folder = folder;
        this.certificate = folder.resolve("sandbox.pem");
        this.port = FreePort.take();
        Files.createDirectories(folder.resolve("data/localhost/accounts"));
        for (String name : List.of("ana", "ben", "carl")) {
            Files.writeString(
                    folder.resolve("data/localhost/accounts/" + name + ".dat"),
                    "return { [\"password\"] = \"" + name + "\"; };\n");
        }
        Files.createDirectories(folder.resolve("modules"));
        Files.writeString(folder.resolve("modules/mod_faults.lua"), ServerFiles.read("mod_faults.lua"));
        String text = ServerFiles.read("prosody.cfg.lua")
                .replace("@PORT@", Integer.toString(port))
                .replace("@HTTP@", Integer.toString(FreePort.take()))
                .replace("@FOLDER@", folder.toString())
                .replace("@CERTIFICATE@", certificate.toString())
                .replace("@KEY@", ServerFiles.key(folder).toString())
                .replace("@ARCHIVES@", archives ? "\"mam\"" : "")
                .replace("@ROOM_ARCHIVES@", archives ? "\"muc_mam\"" : "");
        Files.writeString(folder.resolve("prosody.cfg.lua"), text);
    }

    /** Whether the machine has one. Asked of the path, since {@code prosody --version} would start a server. */
    static boolean isInstalled() {
        for (String place : System.getenv("PATH").split(File.pathSeparator, -1)) {
            if (Files.isExecutable(Path.of(place, "prosody"))) {
                return true;
            }
        }
        return false;
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
        Process started = new ProcessBuilder(
                        "prosody", "--config", folder.resolve("prosody.cfg.lua").toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("prosody.out").toFile()))
                .start();
        process = started;
        Awaitility.await().atMost(START).pollInterval(Duration.ofMillis(50)).until(() -> {
            if (!started.isAlive()) {
                throw new IOException("prosody stopped: " + Files.readString(folder.resolve("prosody.out")));
            }
            return answers();
        });
    }

    /** Waits while it is away. */
    public void awaitUp() {
        Awaitility.await().atMost(START).pollInterval(Duration.ofMillis(100)).until(this::answers);
    }

    private boolean answers() {
        try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return probe.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void kill() throws InterruptedException {
        if (process != null) {
            ServerProcess.kill(process);
            process = null;
        }
    }

    /** Waits until it has died of a message ({@code mod_faults.lua}). */
    void awaitDeath() throws InterruptedException {
        Process running = process;
        if (running != null && !running.waitFor(START.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("prosody has not died");
        }
    }

    @Override
    public void shutDown() throws InterruptedException {
        if (process != null) {
            ServerProcess.shutDown(process, FAREWELL);
            process = null;
        }
    }

    @Override
    public void stop() throws InterruptedException {
        kill();
    }
}
