package dev.hubbub.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An ngircd of the machine. */
public final class Ngircd implements AutoCloseable {
    private final Daemon daemon;
    private final int port;

    private Ngircd(Daemon daemon, int port) {
        this.daemon = daemon;
        this.port = port;
    }

    public static Ngircd start(Path folder) throws IOException {
        Files.createDirectories(folder);
        int port = Daemon.freePort();
        Files.writeString(folder.resolve("ngircd.conf"), """
                [Global]
                Name = irc.example.org
                Info = a server for tests
                Listen = 127.0.0.1
                Ports = %d
                MotdPhrase = hello
                Password = open sesame
                [Limits]
                MaxConnectionsIP = 0
                MaxJoins = 10
                MaxNickLength = 20
                MaxPenaltyTime = 0
                [Options]
                DNS = no
                Ident = no
                PAM = no
                """.formatted(port));
        Ngircd server = new Ngircd(new Daemon(folder, port, "ngircd", "-n", "-f", "ngircd.conf"), port);
        server.daemon.start();
        return server;
    }

    public static boolean isInstalled() {
        return Daemon.isInstalled("ngircd");
    }

    public int port() {
        return port;
    }

    /** Stops it in good order. */
    public void stop() {
        daemon.close();
    }

    /** Starts it again. */
    public void startAgain() throws IOException {
        daemon.start();
    }

    @Override
    public void close() {
        daemon.close();
    }
}
