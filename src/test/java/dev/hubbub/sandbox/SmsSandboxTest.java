package dev.hubbub.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

/** The sandbox's SMSC on a machine where something else is running. */
class SmsSandboxTest {
    @Test
    void takesAFreePortWhereTheWishedOneIsBusy() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                SmsSandbox sandbox = SmsSandbox.start(other.getLocalPort())) {
            assertThat(sandbox.port()).isPositive().isNotEqualTo(other.getLocalPort());
        }
    }
}
