package dev.hubbub.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.config.Key;
import dev.hubbub.config.Settings;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When there is a sandbox: one rule for all its peers. */
class NetworkTest {
    private static final Settings NOTHING = Settings.defaults();

    @Test
    void allPeersAreThereWhereNothingIsConfigured() {
        assertThat(Network.wanted(NOTHING)).isEqualTo(EnumSet.allOf(Network.class));
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "XMPP_DOMAIN",
                "MAIL_SMTP_HOST",
                "MAIL_IMAP_HOST",
                "MAIL_LISTEN_PORT",
                "SMS_HOST",
                "X_AUTH",
                "SIP_SERVER"
            })
    void noneIsThereWhereAnyNetworkIsConfigured(Key key) {
        assertThat(Network.wanted(NOTHING.with(key, "25"))).isEmpty();
    }

    @Test
    void whoAsksForThemGetsThoseWhoseNetworkIsNotConfigured() {
        Settings on = NOTHING.with(Key.SANDBOX, "on");
        assertThat(Network.wanted(on)).isEqualTo(EnumSet.allOf(Network.class));
        assertThat(Network.wanted(on.with(Key.MAIL_LISTEN_PORT, "25")))
                .isEqualTo(EnumSet.complementOf(EnumSet.of(Network.MAIL)));
    }

    @Test
    void noneIsThereIfItIsSwitchedOff() {
        assertThat(Network.wanted(NOTHING.with(Key.SANDBOX, "off"))).isEmpty();
    }
}
