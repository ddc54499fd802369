package dev.hubbub.channel.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How much mail may come at once. */
class MailGateTest {
    private static final InetSocketAddress ONE = at(1);
    private static final InetSocketAddress OTHER = at(2);

    private static InetSocketAddress at(int host) {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) host}), 1);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private static MailGate gate(String key, String value) {
        Map<String, String> settings = Map.of(key, value);
        return new MailGate(ListenerConfig.of(name -> Optional.ofNullable(settings.get(name))));
    }

    @Test
    void oneAddressSendsSoManyMailsInAMinute() {
        MailGate gate = gate("listen.rate", "2");
        assertThat(gate.mayCome(ONE)).isTrue();
        assertThat(gate.mayCome(ONE)).isTrue();
        assertThat(gate.mayCome(ONE)).isFalse();
        assertThat(gate.mayCome(OTHER)).isTrue();
    }

    @Test
    void zeroIsAnyNumber() {
        MailGate gate = gate("listen.rate", "0");
        for (int n = 0; n < 1_000; n++) {
            assertThat(gate.mayCome(ONE)).isTrue();
        }
    }

    @Test
    void memoryIsReservedAndGivenBack() {
        MailGate gate = gate("listen.memory", "100");
        assertThat(gate.reserve(60)).isTrue();
        assertThat(gate.reserve(60)).isFalse();
        assertThat(gate.reserve(40)).isTrue();
        gate.release(100);
        assertThat(gate.reserve(100)).isTrue();
    }
}
