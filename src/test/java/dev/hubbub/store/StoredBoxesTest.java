package dev.hubbub.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.channel.mail.BoxMemory.Seen;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Hubs on one database share mailboxes: one at a time reads each. */
class StoredBoxesTest {
    private static TestDatabase test;

    @BeforeAll
    static void start() {
        test = TestDatabase.create();
    }

    @AfterAll
    static void stop() {
        test.close();
    }

    private static StoredBoxes of(Parts hub) {
        return new StoredBoxes(hub.database(), hub.node().id());
    }

    @Test
    void oneHubHoldsABoxUntilItIsReleased() {
        try (Parts one = Parts.join(test.database());
                Parts other = Parts.join(test.database())) {
            assertThat(of(one).hold("a")).isTrue();
            assertThat(of(one).hold("a")).isTrue();
            assertThat(of(other).hold("a")).isFalse();
            assertThat(of(other).hold("b")).isTrue();
            of(other).release("a");
            assertThat(of(other).hold("a")).isFalse();
            of(one).release("a");
            assertThat(of(other).hold("a")).isTrue();
        }
    }

    @Test
    void aBoxIsFreeWhenItsHubIsGoneOrSilent() throws Exception {
        try (Parts one = Parts.join(test.database());
                Parts other = Parts.join(test.database())) {
            assertThat(of(one).hold("c")).isTrue();
            one.execute("update mailbox set held_until = now() - interval '1 second' where name = 'c'");
            assertThat(of(other).hold("c")).isTrue();
            assertThat(of(one).hold("c")).isFalse();
            one.execute("update mailbox set held_until = now() + interval '1 day' where name = 'c'");
            assertThat(of(one).hold("c"))
                    .as("held far into the future: the clock was set")
                    .isTrue();
        }
        try (Parts later = Parts.join(test.database())) {
            assertThat(of(later).hold("c")).isTrue();
        }
    }

    @Test
    void howFarABoxWasReadIsKeptByWhoHoldsIt() {
        try (Parts one = Parts.join(test.database());
                Parts other = Parts.join(test.database())) {
            assertThat(of(one).seen("d")).isEqualTo(new Seen(0, 0));
            assertThat(of(one).hold("d")).isTrue();
            of(one).saw("d", new Seen(7, 41));
            of(other).saw("d", new Seen(7, 99));
            assertThat(of(other).seen("d")).isEqualTo(new Seen(7, 41));
        }
    }
}
