package dev.hubbub.store;

import static dev.hubbub.store.Parts.OPS;
import static dev.hubbub.store.Parts.TEAM;
import static dev.hubbub.store.Parts.draft;
import static dev.hubbub.store.Parts.due;
import static dev.hubbub.store.Parts.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hubbub.api.archive.Kept;
import dev.hubbub.api.archive.KeyDesk;
import dev.hubbub.api.archive.KeyDesk.State;
import dev.hubbub.api.archive.Search;
import dev.hubbub.events.EventLog;
import dev.hubbub.events.Position;
import dev.hubbub.intake.MessageLog.Entry;
import dev.hubbub.message.Attachment;
import dev.hubbub.message.DeliveryState;
import dev.hubbub.message.MessageId;
import dev.hubbub.outbox.DeliveryQueue.Owed;
import dev.hubbub.outbox.DeliveryQueue.Settlement;
import dev.hubbub.outbox.Outcome;
import dev.hubbub.store.crypt.KeySource;
import dev.hubbub.store.crypt.Keys;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
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

    /** Each message has a word of its own, one that it shares with every hundredth, and some have a file. */
    private static void store(Parts hub, Map<MessageId, Integer> stored, int from, int to) {
        List<Entry> batch = IntStream.range(from, to)
                .mapToObj(i -> entry(
                        draft(TEAM, text(i))
                                .attachments(i % 50 == 0 ? List.of(file(i)) : List.of())
                                .build(),
                        due(OPS)))
                .toList();
        hub.log().store(batch);
        for (int i = from; i < to; i++) {
            stored.put(batch.get(i - from).message().id(), i);
        }
    }

    private static String text(int i) {
        return "message word" + i + " shared" + i % 100;
    }

    private static Attachment file(int i) {
        return new Attachment(
                Parts.IDS.next(), "file" + i, "text/plain", ("content" + i).getBytes(StandardCharsets.UTF_8));
    }

    private static void fail(Parts hub, int count) {
        List<Owed> owed = hub.queue().claim(OPS, count, false);
        Instant now = Instant.now();
        hub.queue()
                .settle(owed.stream()
                        .map(one -> new Settlement(
                                one.delivery(),
                                new Outcome.Failed("reason of " + one.delivery().id(), null),
                                DeliveryState.PENDING,
                                now,
                                now,
                                now.plusSeconds(3600)))
                        .toList());
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

    private static void assertNothingIsLeftUnder(long key, Parts hub) throws SQLException {
        String prefix = String.format("'\\x01%08x'", key);
        for (String column : List.of(
                "message.content",
                "attachment.name",
                "attachment.content",
                "delivery.reason",
                "trace_event.detail",
                "story.title",
                "story.text")) {
            String[] parts = column.split("\\.", -1);
            assertThat(hub.number("select count(*) from " + parts[0] + " where substring(" + parts[1]
                            + " from 1 for 5) = " + prefix))
                    .as(column)
                    .isZero();
        }
    }

    private static void assertAllReads(Database database, Map<MessageId, Integer> stored) {
        StoredArchive archive = new StoredArchive(database);
        List<MessageId> ids = List.copyOf(stored.keySet());
        for (int from = 0; from < ids.size(); from += 500) {
            List<Kept> found = archive.find(ids.subList(from, Math.min(ids.size(), from + 500)));
            assertThat(found).hasSize(Math.min(500, ids.size() - from));
            found.forEach(kept -> assertReads(kept, stored));
        }
        for (int shared = 0; shared < Math.min(100, stored.size()); shared += 7) {
            int rest = shared;
            long expected =
                    stored.values().stream().filter(i -> i % 100 == rest).count();
            assertThat(find(archive, "shared" + rest, stored.size())).hasSize((int) expected);
        }
    }

    private static void assertReads(Kept kept, Map<MessageId, Integer> stored) {
        assertThat(kept.unreadable()).isFalse();
        assertThat(kept.message().said().text())
                .isEqualTo(text(Objects.requireNonNull(stored.get(kept.message().id()))));
        kept.files().forEach(file -> assertThat(file.name()).startsWith("file"));
    }

    private static List<Kept> find(StoredArchive archive, String words, int most) {
        return archive.search(new Search(words, null, null, null, null, null, null, null), most);
    }

    /** Two who read and search, one who follows the events, and one who writes, without pause. */
    private static final class Traffic {
        final Queue<String> failures = new ConcurrentLinkedQueue<>();
        final AtomicInteger reads = new AtomicInteger();
        final AtomicInteger searches = new AtomicInteger();
        final AtomicInteger writes = new AtomicInteger();
        private final AtomicBoolean ended = new AtomicBoolean();
        private final List<Thread> threads = new ArrayList<>();
        private final StoredArchive archive;
        private final Parts hub;
        private final Map<MessageId, Integer> stored;
        private final List<MessageId> known;

        Traffic(Database database, Parts hub, Map<MessageId, Integer> stored) {
            this.archive = new StoredArchive(database);
            this.hub = hub;
            this.stored = stored;
            this.known = List.copyOf(stored.keySet());
        }

        void begin() {
            for (int i = 0; i < 2; i++) {
                Random random = new Random(i);
                run(() -> read(random));
            }
            run(this::follow);
            AtomicInteger next = new AtomicInteger(MESSAGES);
            run(() -> {
                int from = next.getAndAdd(20);
                store(hub, stored, from, from + 20);
                fail(hub, 5);
                writes.addAndGet(20);
            });
        }

        private void read(Random random) {
            MessageId id = known.get(random.nextInt(known.size()));
            List<Kept> found = archive.find(List.of(id));
            assertThat(found).hasSize(1);
            assertReads(found.get(0), stored);
            reads.incrementAndGet();
            assertThat(find(archive, "word" + stored.get(id), 10))
                    .extracting(kept -> kept.message().id())
                    .containsExactly(id);
            searches.incrementAndGet();
        }

        private void follow() {
            Position at = Position.START;
            List<EventLog.Recorded> page = hub.events().after(at, 500).events();
            while (!page.isEmpty() && !ended.get()) {
                page.forEach(one -> assertThat(one.event().detail()).doesNotContainKey("unreadable"));
                at = page.get(page.size() - 1).position();
                page = hub.events().after(at, 500).events();
            }
        }

        private void run(Runnable work) {
            Thread thread = new Thread(() -> {
                while (!ended.get()) {
                    try {
                        work.run();
                    } catch (RuntimeException | AssertionError e) {
                        failures.add(e.toString());
                    }
                }
            });
            threads.add(thread);
            thread.start();
        }

        void end() throws InterruptedException {
            ended.set(true);
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }
}
