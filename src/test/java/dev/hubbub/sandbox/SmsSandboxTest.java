package dev.hubbub.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.config.Key;
import dev.hubbub.config.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

/** When the sandbox's SMSC is there, and where. */
class SmsSandboxTest {
    @Test
    void takesAFreePortWhereTheWishedOneIsBusy() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                SmsSandbox sandbox = SmsSandbox.start(other.getLocalPort())) {
            assertThat(sandbox.port()).isPositive().isNotEqualTo(other.getLocalPort());
        }
    }

    @Test
    void isThereOnlyWhileNothingIsConfigured() {
        Settings settings = Settings.defaults();
        assertThat(SmsSandbox.isWanted(settings)).isTrue();
        assertThat(SmsSandbox.isWanted(settings.with(Key.SMS_HOST, "smsc.example.org")))
                .isFalse();
        assertThat(SmsSandbox.isWanted(settings.with(Key.XMPP_DOMAIN, "example.org")))
                .isFalse();
        assertThat(SmsSandbox.isWanted(
                        settings.with(Key.XMPP_DOMAIN, "example.org").with(Key.SANDBOX, "on")))
                .isTrue();
        assertThat(SmsSandbox.isWanted(settings.with(Key.SANDBOX, "off"))).isFalse();
    }
}
