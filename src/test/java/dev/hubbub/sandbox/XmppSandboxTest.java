package dev.hubbub.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sandbox's XMPP server on a machine where something else is running. */
class XmppSandboxTest {
    @Test
    void takesAFreePortWhereTheWishedOneIsBusy(@TempDir Path folder) throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                XmppSandbox sandbox = XmppSandbox.start(folder, other.getLocalPort(), "ops")) {
            assertThat(sandbox.port()).isPositive().isNotEqualTo(other.getLocalPort());
        }
    }
}
