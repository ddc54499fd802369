package dev.hubbub.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.config.Settings;
import dev.hubbub.security.Clients;
import dev.hubbub.security.LogIns;
import dev.hubbub.security.Role;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Too many log-ins and tokens have to wait, right ones and wrong ones, whatever a caller says of where it is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RatesTest {
    private final TestServer server = new TestServer(Settings.defaults(), new LogIns.Limits(3, 3));

    @AfterAll
    void stop() {
        server.close();
    }

    private Ask.Answered token(String id, String secret, String from) {
        return server.ask()
                .with("X-Forwarded-For", from)
                .form("/oauth/token", "grant_type=client_credentials&client_id=" + id + "&client_secret=" + secret);
    }

    private Ask.Answered logIn(String name, String password, String from) {
        return server.ask()
                .with("X-Forwarded-For", from)
                .post("/session", "{\"name\":\"" + name + "\",\"password\":\"" + password + "\"}");
    }

    private static void assertWaits(Ask.Answered answered) {
        answered.problem(429);
        assertThat(Integer.parseInt(answered.header("Retry-After"))).isPositive();
    }

    @Test
    void givesAClientOnlySoManyTokens() {
        Clients.Made made =
                server.clients.create("greedy", "", Set.of(Role.MEMBER)).orElseThrow();
        for (int i = 0; i < 3; i++) {
            assertThat(token("greedy", made.secret().reveal(), "198.51.100." + i)
                            .status())
                    .isEqualTo(200);
        }

        assertWaits(token("greedy", made.secret().reveal(), "198.51.100.9"));
    }

    @Test
    void letsAUserInOnlySoOften() {
        server.users.create("eager", Set.of(Role.MEMBER), TestServer.PASSWORD);
        for (int i = 0; i < 3; i++) {
            assertThat(logIn("eager", TestServer.PASSWORD.reveal(), "198.51.100." + i)
                            .status())
                    .isEqualTo(200);
        }

        assertWaits(logIn("eager", TestServer.PASSWORD.reveal(), "198.51.100.9"));
    }

    @Test
    void slowsWhoGuessesSecretsThoughTheyClaimToBeSomebodyElseEachTime() {
        server.clients.create("guessed", "", Set.of(Role.MEMBER));

        assertWaits(firstNotRefused(i -> token("guessed", "wrong" + i, "203.0.113." + i)));
    }

    @Test
    void slowsWhoGuessesPasswordsThoughTheyClaimToBeSomebodyElseEachTime() {
        assertWaits(firstNotRefused(i -> logIn("victim", "wrong" + i, "203.0.113." + i)));
    }

    /** Waits begin short: on a slow machine the first may be over before the next try. */
    private static Ask.Answered firstNotRefused(IntFunction<Ask.Answered> guess) {
        return IntStream.range(0, 15)
                .mapToObj(guess)
                .filter(answered -> answered.status() != 401)
                .findFirst()
                .orElseThrow();
    }
}
