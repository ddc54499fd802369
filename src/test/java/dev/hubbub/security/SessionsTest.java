package dev.hubbub.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.SettableClock;
import dev.hubbub.config.Secret;
import dev.hubbub.store.StoredSessions;
import dev.hubbub.store.StoredUsers;
import dev.hubbub.store.TestDatabase;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Sessions end: idle, old, and when their user changes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionsTest {
    private static final Duration IDLE = Duration.ofHours(1);
    private static final Duration LIFE = Duration.ofHours(8);
    private static final Secret PASSWORD = new Secret("correct horse battery");

    private final TestDatabase database = TestDatabase.create();
    private final SettableClock clock = new SettableClock();
    private final Sessions sessions = new Sessions(new StoredSessions(database.database()), IDLE, LIFE, clock);
    private final Users users = new Users(
            new StoredUsers(database.database()),
            new Passwords(1),
            sessions,
            new LoginThrottle(LoginThrottle.Limits.USUAL, clock),
            clock);

    @BeforeAll
    void let() {
        users.create("root", Set.of(Role.ADMIN), PASSWORD);
    }

    @AfterAll
    void close() {
        database.close();
    }

    private Sessions.Begun begin(String name) {
        return sessions.begin(
                users.create(name, Set.of(Role.MEMBER), PASSWORD).orElseThrow().user());
    }

    private boolean isOn(Sessions.Begun session) {
        return sessions.glance(session.id())
                .or(() -> sessions.find(session.id()))
                .isPresent();
    }

    @Test
    void endWhenNobodyUsesThem() {
        Sessions.Begun used = begin("used");
        Sessions.Begun unused = begin("unused");
        for (int i = 0; i < 5; i++) {
            clock.pass(Duration.ofMinutes(40));
            assertThat(isOn(used)).isTrue();
        }

        assertThat(isOn(unused)).isFalse();
    }

    @Test
    void endWhenTheyAreOldHoweverMuchTheyAreUsed() {
        Sessions.Begun session = begin("busy");
        for (int i = 0; i < 15; i++) {
            clock.pass(Duration.ofMinutes(30));
            assertThat(isOn(session)).isTrue();
        }

        clock.pass(Duration.ofMinutes(30));
        assertThat(isOn(session)).isFalse();
    }

    @Test
    void endThoughAStreamStaysOpen() {
        Sessions.Begun session = begin("watching");
        clock.pass(Duration.ofMinutes(40));
        assertThat(sessions.look(session.id())).isPresent();

        clock.pass(Duration.ofMinutes(40));
        assertThat(sessions.look(session.id())).isEmpty();
        assertThat(isOn(session)).isFalse();
    }

    @Test
    void endButTheOwnWhenTheUserChangesThePassword() {
        Sessions.Begun here = begin("emil");
        Sessions.Begun there = sessions.begin(users.find("emil").orElseThrow());
        assertThat(isOn(there)).isTrue();

        assertThat(users.changeOwnPassword(
                        "emil",
                        PASSWORD,
                        new Secret("another long one"),
                        here.active().digest(),
                        "10.0.0.1"))
                .isTrue();

        assertThat(isOn(here)).isTrue();
        assertThat(isOn(there)).isFalse();
        assertThat(users.logIn("emil", PASSWORD, "10.0.0.1")).isEmpty();
    }

    @Test
    void endAtOnceWhenTheUserIsLockedOutOrGone() {
        Sessions.Begun locked = begin("locked");
        Sessions.Begun gone = begin("gone");
        assertThat(isOn(locked) && isOn(gone)).isTrue();

        users.change("locked", null, null, true);
        users.delete("gone");

        assertThat(isOn(locked)).isFalse();
        assertThat(isOn(gone)).isFalse();
        assertThat(sessions.look(locked.id())).isEmpty();
    }
}
