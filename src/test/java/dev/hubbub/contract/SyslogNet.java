package dev.hubbub.contract;

import dev.hubbub.config.Settings;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A machine that logs. */
final class SyslogNet extends Net {
    private final int port;

    SyslogNet(Path home) throws Exception {
        super("syslog", "syslog/main");
        try (DatagramSocket free = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Everywhere.example(home, "syslog");
    }

    @Override
    Settings configure(Settings settings) {
        return settings.with("syslog.port", Integer.toString(port), "test");
    }

    @Override
    boolean isSpokenTo() {
        return false;
    }

    @Override
    String say(Said said) throws IOException {
        byte[] line = ("<13>1 - kitchen app - - - " + said.text()).getBytes(StandardCharsets.UTF_8);
        try (DatagramSocket machine = new DatagramSocket()) {
            machine.send(new DatagramPacket(line, line.length, InetAddress.getLoopbackAddress(), port));
        }
        return "";
    }

    @Override
    String arriving(String text) {
        return "app: " + text;
    }

    @Override
    String sender() {
        return "syslog:kitchen";
    }
}
