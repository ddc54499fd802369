package dev.hubbub.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.SettableClock;
import dev.hubbub.config.Secret;
import dev.hubbub.store.StoredClients;
import dev.hubbub.store.StoredSessions;
import dev.hubbub.store.StoredUsers;
import dev.hubbub.store.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens and sessions end when they should, seen by a clock that is moved by hand. */
class AuthenticatorTest {
    private final TestDatabase database = TestDatabase.create();
    private final SettableClock clock = new SettableClock();
    private final Clients clients = new Clients(new StoredClients(database.database()), clock);
    private final Sessions sessions =
            new Sessions(new StoredSessions(database.database()), Duration.ofHours(1), Duration.ofDays(1), clock);

    private final Path data;
    private final Issuer issuer;
    private final Authenticator authenticator;

    AuthenticatorTest(@TempDir Path data) {
        this.data = data;
        this.issuer = issuer();
        this.authenticator = new Authenticator(issuer.verifier(), clients, sessions);
    }

    @AfterEach
    void stop() {
        database.close();
    }

    @Test
    void believesATokenUntilItExpires() throws TokenException {
        Client client =
                clients.create("a", "", Set.of(Role.MEMBER)).orElseThrow().client();
        Secret token = new Secret(issuer.issue(client).token());

        assertThat(authenticator.bearer(token).principal()).isEqualTo("client:a");
        assertThat(authenticator.glance(token)).isPresent();
        clock.pass(Duration.ofMinutes(14));
        assertThat(authenticator.bearer(token).principal()).isEqualTo("client:a");
        clock.pass(Duration.ofMinutes(2));
        assertThat(authenticator.glance(token)).isEmpty();
        assertThatThrownBy(() -> authenticator.bearer(token)).hasMessageContaining("expired");
    }

    @Test
    void believesNoTokenOfAnEarlierClientOfTheSameId() throws TokenException {
        Client first = clients.create("a", "", Set.of(Role.ADMIN)).orElseThrow().client();
        Secret token = new Secret(issuer.issue(first).token());
        assertThat(authenticator.bearer(token).has(Role.ADMIN)).isTrue();

        clients.delete("a");
        clock.pass(Duration.ofSeconds(5));
        assertThat(clients.create("a", "", Set.of(Role.ADMIN))).isPresent();

        assertThat(authenticator.glance(token)).isEmpty();
        assertThatThrownBy(() -> authenticator.bearer(token)).isInstanceOf(TokenException.class);
    }

    @Test
    void believesNoTokenFromTheFutureThatItBelievedBeforeTheClockWasSetBack() throws TokenException {
        Client client =
                clients.create("a", "", Set.of(Role.MEMBER)).orElseThrow().client();
        clock.pass(Duration.ofHours(1));
        Secret token = new Secret(issuer.issue(client).token());
        assertThat(authenticator.bearer(token).name()).isEqualTo("a");

        clock.pass(Duration.ofMinutes(-59));

        assertThat(authenticator.glance(token)).isEmpty();
        assertThatThrownBy(() -> authenticator.bearer(token)).hasMessageContaining("not valid yet");
    }

    @Test
    void letsAClientFromTheFutureInWhenThatHasPassed() throws TokenException {
        clock.pass(Duration.ofHours(1));
        Client client =
                clients.create("a", "", Set.of(Role.MEMBER)).orElseThrow().client();
        clock.pass(Duration.ofMinutes(-30));
        Secret early = new Secret(issuer.issue(client).token());
        assertThatThrownBy(() -> authenticator.bearer(early)).isInstanceOf(TokenException.class);

        clock.pass(Duration.ofMinutes(31));

        Secret token = new Secret(issuer.issue(client).token());
        assertThat(authenticator.bearer(token).name()).isEqualTo("a");
    }

    @Test
    void keepsItsKeysOverAStart() throws TokenException {
        Client client =
                clients.create("a", "", Set.of(Role.MEMBER)).orElseThrow().client();
        Secret token = new Secret(issuer.issue(client).token());

        Authenticator restarted = new Authenticator(issuer().verifier(), clients, sessions);

        assertThat(restarted.bearer(token).name()).isEqualTo("a");
    }

    @Test
    void endsASessionThatIsIdleOrOld() {
        Users users = new Users(
                new StoredUsers(database.database()),
                new Passwords(1),
                sessions,
                new LoginThrottle(LoginThrottle.Limits.USUAL, clock),
                clock);
        User user = users.create("ana", Set.of(Role.MEMBER), null).orElseThrow().user();
        Secret idle = sessions.begin(user).id();
        clock.pass(Duration.ofMinutes(59));
        assertThat(sessions.find(idle)).isPresent();
        clock.pass(Duration.ofMinutes(59));
        assertThat(sessions.find(idle)).as("touched by its use").isPresent();
        clock.pass(Duration.ofMinutes(61));
        assertThat(sessions.find(idle)).isEmpty();

        Secret busy = sessions.begin(user).id();
        for (int i = 0; i < 47; i++) {
            clock.pass(Duration.ofMinutes(30));
            assertThat(sessions.find(busy)).isPresent();
        }
        clock.pass(Duration.ofMinutes(30));
        assertThat(sessions.find(busy)).isEmpty();
    }

    private Issuer issuer() {
        try {
            return new Issuer(
                    () -> "http://hub.example",
                    IssuerKeys.load(data.resolve("key.json")),
                    Duration.ofMinutes(15),
                    clock);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
