package dev.hubbub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Machines that speak syslog, by {@code docs/examples/syslog.camel.yaml}. */
interface SyslogExample {
    YamlChannels channels();

    @Test
    @Tag("long")
    default void machinesAreHeardBySyslog() throws Exception {
        byte[] five = ("<34>1 2026-10-11T22:14:15.003+02:00 mail.example.org su - ID47 [x@32473 a=\"b c\"] \uFEFF"
                        + YamlChannels.TEXT)
                .getBytes(StandardCharsets.UTF_8);
        byte[] three = "<165>Oct  1 22:14:15 router ospf[12]: neighbour ж is down".getBytes(StandardCharsets.UTF_8);
        try (DatagramSocket machine = new DatagramSocket()) {
            for (byte[] said : List.of(five, new byte[] {0, (byte) 0xff}, three)) {
                machine.send(
                        new DatagramPacket(said, said.length, InetAddress.getLoopbackAddress(), channels().syslog));
            }
        }
        JsonNode message = channels().seen("su: " + YamlChannels.TEXT);
        assertThat(message.path("sender").asText()).isEqualTo("syslog:mail.example.org");
        assertThat(message.path("priority").asText()).isEqualTo("urgent");
        assertThat(message.path("sentAt").asText()).isEqualTo("2026-10-11T20:14:15.003Z");
        assertThat(channels()
                        .seen("ospf[12]: neighbour ж is down")
                        .path("senderName")
                        .asText())
                .isEqualTo("router");
        try (Socket machine = new Socket(InetAddress.getLoopbackAddress(), channels().syslog)) {
            machine.getOutputStream().write("<13>1 - host app 1 - - by TCP\n".getBytes(StandardCharsets.UTF_8));
            machine.getOutputStream().flush();
            channels().seen("app: by TCP");
        }
    }
}
