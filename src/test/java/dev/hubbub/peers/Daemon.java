package dev.hubbub.peers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A server of the machine in a folder and on a port of its own; it can be stopped and started again. */
class Daemon implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(20);

    private final Path folder;
    private final int port;
    private final List<String> command;
    private @Nullable Process process;

    Daemon(Path folder, int port, String... command) {
        this.folder = folder;
        this.port = port;
        this.command = List.of(command);
    }

    /** Whether the machine has a program. */
    static boolean isInstalled(String program) {
        return NeedsProgram.Condition.isInstalled(program);
    }

    /** Starts it and waits until it takes connections. */
    void start() throws IOException {
        Path out = folder.resolve("out.log");
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().merge("PATH", "/usr/sbin", (path, more) -> path + ":" + more);
        Process started = builder.redirectOutput(ProcessBuilder.Redirect.appendTo(out.toFile()))
                .start();
        process = started;
        Awaitility.await().atMost(START).pollInterval(Duration.ofMillis(20)).until(() -> {
            if (!started.isAlive()) {
                throw new IOException(command + " stopped: " + Files.readString(out));
            }
            return answers();
        });
    }

    private boolean answers() {
        try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return probe.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** Where it takes connections. */
    public int port() {
        return port;
    }

    /** Stops it in good order; it may be started again. */
    public void stop() {
        close();
    }

    public void startAgain() throws IOException {
        start();
    }

    public void restart() throws IOException {
        stop();
        startAgain();
    }

    /** Stops it in good order. */
    @Override
    public void close() {
        Process running = process;
        if (running == null) {
            return;
        }
        running.destroy();
        try {
            if (!running.waitFor(15, TimeUnit.SECONDS)) {
                throw new IllegalStateException(command + " does not stop");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            var unused = running.destroyForcibly();
        }
        process = null;
    }
}
