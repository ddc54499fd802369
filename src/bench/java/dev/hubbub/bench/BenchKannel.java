package dev.hubbub.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A Kannel of the machine (Debian's package), with one SMPP connection: takes texts by HTTP, keeps each in a file until it has gone,
 * and submits them.
 */
final class BenchKannel implements AutoCloseable {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

    private final int port = Ground.freePort();
    private final List<Process> processes = new ArrayList<>();

    /** @param window messages that may wait for the SMSC's answer at once */
    BenchKannel(Ground ground, int smsc, int window) throws IOException, InterruptedException {
        Path folder = ground.folder("kannel");
        Path store = Files.createDirectories(folder.resolve("store"));
        int admin = Ground.freePort();
        int boxes = Ground.freePort();
        Files.writeString(folder.resolve("kannel.conf"), """
                group = core
                admin-port = %d
                admin-password = secret
                smsbox-port = %d
                box-deny-ip = "*.*.*.*"
                box-allow-ip = "127.0.0.1"
                store-type = spool
                store-location = %s
                log-level = 3

                group = smsc
                smsc = smpp
                smsc-id = bench
                host = 127.0.0.1
                port = %d
                receive-port = 0
                smsc-username = bench
                smsc-password = bench
                system-type = bench
                max-pending-submits = %d

                group = smsbox
                bearerbox-host = 127.0.0.1
                sendsms-port = %d
                log-level = 3

                group = sendsms-user
                username = bench
                password = bench
                """.formatted(admin, boxes, store, smsc, window, port));
        start(folder, "/usr/sbin/bearerbox", admin);
        start(folder, "/usr/sbin/smsbox", port);
    }

    static boolean isInstalled() {
        return Files.isExecutable(Path.of("/usr/sbin/bearerbox"));
    }

    private void start(Path folder, String program, int answersOn) throws IOException, InterruptedException {
        Process started = new ProcessBuilder(program, "kannel.conf")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out.log").toFile())
                .start();
        processes.add(0, started);
        long end = System.nanoTime() + PATIENCE;
        while (!answers(answersOn)) {
            if (!started.isAlive() || System.nanoTime() > end) {
                close();
                throw new IOException(program + " does not start: " + Files.readString(folder.resolve("out.log")));
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private static boolean answers(int port) {
        try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return probe.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** Where it takes texts. */
    int port() {
        return port;
    }

    /** A whole request that gives it a text. */
    static byte[] request(String to, String text) {
        return ("GET /cgi-bin/sendsms?username=bench&password=bench&from=4915550000000&to="
                        + URLEncoder.encode(to, StandardCharsets.UTF_8) + "&text="
                        + URLEncoder.encode(text, StandardCharsets.UTF_8) + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        try {
            for (Process process : processes) {
                process.destroy();
                if (!process.waitFor(15, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
