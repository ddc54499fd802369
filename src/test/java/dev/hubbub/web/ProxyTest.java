package dev.hubbub.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.config.AddressRange;
import dev.hubbub.config.Key;
import dev.hubbub.config.Settings;
import dev.hubbub.config.SettingsException;
import dev.hubbub.security.Role;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Behind a proxy that speaks https, on this machine. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProxyTest {
    private static final String LOG_IN = "{\"name\":\"ana\",\"password\":\"wrong\"}";

    private final TestServer server = new TestServer(Settings.defaults()
            .with(Key.HTTP_PUBLIC_URL, "https://hub.example/")
            .with(Key.HTTP_TRUSTED_PROXIES, "127.0.0.0/8"));

    @AfterAll
    void stop() {
        server.close();
    }

    private Ask ask() {
        return new Ask("http://127.0.0.1:" + server.port());
    }

    @Test
    void guardsTheCookieByHttps() {
        server.users.create("cora", Set.of(Role.ADMIN), TestServer.PASSWORD);

        Ask.Answered in =
                ask().post("/session", "{\"name\":\"cora\",\"password\":\"" + TestServer.PASSWORD.reveal() + "\"}");
        Ask cora = ask().with("Cookie", in.header("Set-Cookie").split(";", 2)[0]);

        assertThat(in.header("Set-Cookie")).startsWith("__Host-hubbub-session=").contains("; Secure");
        assertThat(in.header("Strict-Transport-Security")).isNotBlank();
        assertThat(cora.get("/api/v1/me").status()).isEqualTo(200);
        cora.with("Origin", ask().base()).post("/api/v1/jobs/x/run", "").problem(403);
        assertThat(cora.with("Origin", "https://hub.example")
                        .post("/api/v1/jobs/x/run", "")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void tellsFiguresOnlyToOperators() {
        ask().get("/observe/metrics").problem(401);
        Ask member = server.client("figures-member", Role.MEMBER);
        Ask operator = server.client("figures-operator", Role.OPERATOR);

        new Ask(ask().base(), member.headers()).get("/observe/metrics").problem(403);
        assertThat(new Ask(ask().base(), operator.headers())
                        .get("/observe/metrics")
                        .text())
                .contains("hubbub_http_requests");
    }

    @Test
    void slowsGuessersByTheirOwnAddressAndNotTheProxys() {
        Ask guesser = ask().with("X-Forwarded-For", "203.0.113.9, 198.51.100.7");
        for (int i = 0; i < 5; i++) {
            guesser.post("/session", LOG_IN).problem(401);
        }

        isMadeToWait(guesser);
        ask().with("X-Forwarded-For", "198.51.100.7, 198.51.100.8")
                .post("/session", LOG_IN)
                .problem(401);
        isMadeToWait(ask().with("X-Forwarded-For", "made-up, 198.51.100.7"));
    }

    /** The first wait is short: on a busy machine it may be over before it is noticed, the next is longer. */
    private static void isMadeToWait(Ask guesser) {
        Ask.Answered answered = guesser.post("/session", LOG_IN);
        for (int i = 0; i < 5 && answered.status() == 401; i++) {
            answered = guesser.post("/session", LOG_IN);
        }
        answered.problem(429);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.1.2, true",
        "10.0.0.0/8, 11.0.0.1, false",
        "192.168.1.7, 192.168.1.7, true",
        "192.168.1.7, 192.168.1.8, false",
        "::1, 0:0:0:0:0:0:0:1, true",
        "fd00::/8, fd12::1, true",
        "fd00::/8, fe80::1, false",
        "0.0.0.0/0, 1.2.3.4, true",
        "0.0.0.0/0, ::1, false",
        "10.0.0.0/8, evil.example, false",
    })
    void knowsRangesOfAddresses(String range, String address, boolean holds) {
        assertThat(AddressRange.parse(range).holds(address)).isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP_PUBLIC_URL, hub.example",
        "HTTP_PUBLIC_URL, https://hub.example/sub",
        "HTTP_PUBLIC_URL, javascript:alert(1)",
        "HTTP_TRUSTED_PROXIES, proxy.example",
        "HTTP_TRUSTED_PROXIES, 10.0.0.0/99",
        "HTTP_METRICS, maybe",
        "HTTP_PORT, 70000",
    })
    void refusesSettingsThatMakeNoSense(Key key, String value) {
        assertThatThrownBy(() -> WebConfig.of(Settings.defaults().with(key, value)))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(key.property());
    }
}
