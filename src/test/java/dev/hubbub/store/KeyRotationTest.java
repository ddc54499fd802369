package dev.hubbub.store;

import static dev.hubbub.store.Numbered.assertAllReads;
import static dev.hubbub.store.Numbered.assertNothingIsLeftUnder;
import static dev.hubbub.store.Numbered.fail;
import static dev.hubbub.store.Numbered.store;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hubbub.api.archive.KeyDesk;
import dev.hubbub.api.archive.KeyDesk.State;
import dev.hubbub.message.MessageId;
import dev.hubbub.store.crypt.KeySource;
import dev.hubbub.store.crypt.Keys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys change while the database is in use. The long form has 100,000 messages. */
class KeyRotationTest {
    private static final boolean LONG = Boolean.getBoolean("hubbub.long");
    private static final int MESSAGES = LONG ? 100_000 : 3_000;
    private static final Duration SOON = Duration.ofMinutes(LONG ? 20 : 1);
    private static final Duration GRACE = Duration.ofMillis(300);
    private TestDatabase test;
    private final List<AutoCloseable> open = new ArrayList<>();

    @BeforeEach
    void make() {
        test = TestDatabase.create();
    }

    @AfterEach
    void close() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
        test.close();
    }

    @Test
    void keysChangeUnderLoadWithoutOneFailedRead(@TempDir Path folder) throws Exception {
        Map<MessageId, Integer> stored = new ConcurrentHashMap<>();
        try (Parts filling = Parts.join(test.database())) {
            for (int from = 0; from < MESSAGES; from += 500) {
                store(filling, stored, from, Math.min(MESSAGES, from + 500));
            }
            fail(filling, 200);
            story();
        }
        Path oldKeys = Files.copy(test.keys().file(), folder.resolve("old.json"));
        String backup = copyOfTheDatabase();
        Map<MessageId, Integer> before = Map.copyOf(stored);

        Database database = closing(Database.open(test.config(), test.keys()));
        long old = database.crypt().keys().primary();
        Parts hub = closing(Parts.join(database));
        KeyRotation rotation = closing(new KeyRotation(database, hub.node(), test.keys(), GRACE, 0));
        Traffic traffic = new Traffic(database, hub, stored);
        traffic.begin();
        assertThat(rotation.rotate(false).state()).isNotEqualTo(State.IDLE);
        assertThat(rotation.rotate(false).keys()).as("asked twice").hasSize(2);
        await().atMost(SOON).until(() -> rotation.status().state() == State.IDLE);
        traffic.end();

        assertThat(traffic.failures).isEmpty();
        KeyDesk.Status status = rotation.status();
        System.out.printf(
                "rotated %d rows of %d messages in %d ms; %d reads, %d searches, %d writes meanwhile, no failure%n",
                status.done(),
                stored.size(),
                Duration.between(status.startedAt(), status.finishedAt()).toMillis(),
                traffic.reads.get(),
                traffic.searches.get(),
                traffic.writes.get());
        assertThat(traffic.reads.get()).isGreaterThan(10);
        assertThat(status.keys()).hasSize(1);
        assertNothingIsLeftUnder(old, hub);
        assertThat(test.keys().read().names()).doesNotContain(old).hasSize(1);
        assertThat(test.keys().backup()).doesNotExist();
        assertThat(Files.getPosixFilePermissions(test.keys().file())).hasSize(2);

        Database again = closing(Database.open(test.config(), test.keys()));
        assertAllReads(again, stored);
        assertThat(new StoredStories(again).list(null, 10).get(0).text()).isEqualTo("once upon a time");
        // a copy made before is read with the key file of then, and with no other
        assertThatThrownBy(() -> Database.open(config(backup), test.keys()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("not those");
        assertAllReads(closing(Database.open(config(backup), new KeySource(oldKeys, ""))), before);
    }

    @Test
    void aChangeThatWasCutOffIsTakenUpWhereverThatWas() throws Exception {
        Map<MessageId, Integer> stored = new ConcurrentHashMap<>();
        try (Parts hub = Parts.join(test.database())) {
            store(hub, stored, 0, 1_000);
        }
        test.database().close();
        // the new key is in the file, and the database has not heard of it
        test.keys().replace(test.keys().read().withNext().usingNewest());
        long old;
        Database first = Database.open(test.config(), test.keys());
        try (Parts hub = Parts.join(first)) {
            old = hub.number("select key_id from key_check order by used_since limit 1");
            KeyRotation slow = new KeyRotation(first, hub.node(), test.keys(), GRACE, 2_000);
            await().atMost(SOON).until(() -> slow.status().done() > 300);
            // the same as being killed: a batch is either in the database or not
            slow.close();
            assertThat(slow.status().state()).isNotEqualTo(State.IDLE);
        }
        first.close();
        Database second = closing(Database.open(test.config(), test.keys()));
        assertAllReads(second, stored);
        Parts hub = closing(Parts.join(second));
        KeyRotation rotation = closing(new KeyRotation(second, hub.node(), test.keys(), GRACE, 0));
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(rotation.status().finishedAt()).isNotNull();
            assertThat(rotation.status().state()).isEqualTo(State.IDLE);
        });
        assertNothingIsLeftUnder(old, hub);
        assertAllReads(second, stored);

        // retired in the database, still in the file: as if killed between the two
        test.keys().replace(Keys.parse(test.keys().read().text()).withNext());
        assertThat(test.keys().backup()).exists();
    }

    @Test
    void rowsThatCannotBeDecryptedKeepTheOldKeyUntilSomebodyDecides() throws Exception {
        Parts hub = closing(Parts.join(test.database()));
        Map<MessageId, Integer> stored = new ConcurrentHashMap<>();
        store(hub, stored, 0, 10);
        hub.execute("update message set content = (select content from message order by id desc limit 1)"
                + " where id = (select id from message order by id limit 1)");
        KeyRotation rotation = closing(new KeyRotation(test.database(), hub.node(), test.keys(), GRACE, 0));

        assertThat(rotation.rotate(false).keys()).hasSize(2);
        await().atMost(SOON).until(() -> rotation.status().state() == State.BLOCKED);
        assertThat(rotation.status().unreadable()).isEqualTo(1);
        assertThat(test.keys().read().names()).hasSize(2);
        assertThat(rotation.rotate(false).keys()).as("asked twice").hasSize(2);

        rotation.rotate(true);
        await().atMost(SOON).until(() -> rotation.status().state() == State.IDLE);
        assertThat(test.keys().read().names()).hasSize(1);
    }

    @Test
    void severalHubsChangeKeysByConfigurationStepByStep() throws Exception {
        Keys one = test.keys().read();
        Keys added = one.withNext();
        Keys used = added.usingNewest();
        Map<MessageId, Integer> stored = new ConcurrentHashMap<>();
        store(closing(Parts.join(test.database())), stored, 0, 50);
        Parts alone = (Parts) open.get(0);
        KeyRotation file = closing(new KeyRotation(test.database(), alone.node(), test.keys(), GRACE, 0));

        Database ana = Database.open(test.config(), given(added));
        Parts anaHub = Parts.join(ana);
        // the first hub does not know the key: nobody may write with it, and its own cannot be changed by itself
        assertThatThrownBy(() -> Database.open(test.config(), given(used)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("another hub");
        assertThatThrownBy(() -> file.rotate(false))
                .isInstanceOf(KeyDesk.RefusedException.class)
                .hasMessageContaining("Other hubs");
        KeyRotation anaKeys = new KeyRotation(ana, anaHub.node(), given(added), GRACE, 0);
        assertThatThrownBy(() -> anaKeys.rotate(false))
                .isInstanceOf(KeyDesk.RefusedException.class)
                .hasMessageContaining("configuration");

        // now all know it: the first hub is started anew with it, then each begins to write with it
        file.close();
        alone.close();
        Database ben = closing(Database.open(test.config(), given(used)));
        Parts benHub = closing(Parts.join(ben));
        KeyRotation benKeys = closing(new KeyRotation(ben, benHub.node(), given(used), GRACE, 0));
        store(benHub, stored, 50, 100);
        store(anaHub, stored, 100, 150);
        assertAllReads(ana, stored);
        await().atMost(SOON).until(() -> benKeys.status().state() == State.SETTLING);
        // ana still writes with the old key: it is not let go
        assertThat(benKeys.status().finishedAt()).isNull();
        anaKeys.close();
        anaHub.close();
        ana.close();
        await().atMost(SOON).until(() -> benKeys.status().state() == State.IDLE);
        assertNothingIsLeftUnder(one.primary(), benHub);
        assertAllReads(closing(Database.open(test.config(), given(used.primaryOnly()))), stored);
        assertThatThrownBy(() -> Database.open(test.config(), given(added)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("retired");
    }

    private static KeySource given(Keys keys) {
        return new KeySource(Path.of("nowhere", "keys.json"), keys.text());
    }

    private <T extends AutoCloseable> T closing(T part) {
        open.add(part);
        return part;
    }

    private void story() {
        test.database().inTransaction(session -> session.insert(new Story("test", "a title", "once upon a time")));
    }

    private String copyOfTheDatabase() throws SQLException {
        test.database().close();
        String copy = name() + "copy";
        try (Connection connection = DriverManager.getConnection(
                        test.server().url("postgres"),
                        test.server().user(),
                        test.server().password());
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + copy + " template " + name());
        }
        return copy;
    }

    private String name() {
        String url = test.config().url().get();
        String last = url.substring(url.lastIndexOf('/') + 1);
        return last.contains("?") ? last.substring(0, last.indexOf('?')) : last;
    }

    private DatabaseConfig config(String name) {
        return DatabaseConfig.of(test.server(), name, 5);
    }
}
