package dev.hubbub.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An ngircd of the machine. */
public final class Ngircd extends Daemon {
    private Ngircd(Path folder, int port, String... command) {
        super(folder, port, command);
    }

    public static Ngircd start(Path folder) throws IOException {
        Files.createDirectories(folder);
        int port = FreePort.take();
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
        Ngircd server = new Ngircd(folder, port, "ngircd", "-n", "-f", "ngircd.conf");
        server.start();
        return server;
    }

    public static boolean isInstalled() {
        return isInstalled("ngircd");
    }
}
