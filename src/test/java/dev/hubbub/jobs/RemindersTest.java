package dev.hubbub.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.hubbub.bot.Call;
import dev.hubbub.bot.Reminders;
import dev.hubbub.message.Address;
import dev.hubbub.message.ChannelId;
import dev.hubbub.message.Draft;
import dev.hubbub.message.Target;
import dev.hubbub.store.QuartzConnections;
import dev.hubbub.store.StoredJobRuns;
import dev.hubbub.store.StoredReminders;
import dev.hubbub.store.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code !remind}, on a real database and real schedulers. */
class RemindersTest {
    private static final ChannelId ROOM = new ChannelId("chatbot", "ops");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static TestDatabase database;

    private final Queue<Draft> said = new ConcurrentLinkedQueue<>();
    private final AtomicInteger troubles = new AtomicInteger();
    private final List<Node> nodes = new ArrayList<>();

    @BeforeAll
    static void open() {
        database = TestDatabase.create();
    }

    @AfterAll
    static void closeDatabase() {
        database.close();
    }

    @AfterEach
    void stop() throws SQLException {
        List.copyOf(nodes).forEach(Node::close);
        try (Connection connection = database.database().dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("delete from reminder");
        }
    }

    @Test
    void saysZoneAndMomentAndRemindsWhereItWasAsked() {
        Node node = new Node().start();
        assertThat(node.say("in 10m tea", "ana", null)).matches("Reminder 1 is set for .* \\(Europe/Berlin\\)\\.");
        node.say("in 1s the meeting", "ana", null);
        soon().until(() -> said.size() == 1);
        Draft reminder = said.element();
        assertThat(reminder.text()).isEqualTo("Reminder for ana: the meeting");
        assertThat(reminder.channel()).isEqualTo(ChannelId.HUB);
        assertThat(reminder.externalId()).startsWith("reminder:");
        assertThat(reminder.explicitTargets()).containsExactly(Target.of(ROOM));
    }

    @Test
    void answersInPrivateWhatWasAskedInPrivate() {
        Node node = new Node().start();
        Address home = new Address("xmpp:ana@x.org/phone");
        node.say("in 1s tea", "ana", home);
        soon().until(() -> said.size() == 1);
        assertThat(said.element().explicitTargets()).containsExactly(new Target(ROOM, home, null));
    }

    @Test
    void comesAtItsTimeAndNotLater() {
        Node node = new Node().start();
        Instant asked = Instant.now();
        node.say("in 5s tea", "ana", null);
        soon().until(() -> said.size() == 1);
        assertThat(Duration.between(asked, Instant.now())).isBetween(Duration.ofMillis(4900), Duration.ofSeconds(10));
    }

    @Test
    void countsFromWhenItWasSaidAndNotFromWhenItWasRead() {
        Node node = new Node().start();
        Call longAgo = call("ana", null, "late", Instant.now().minusSeconds(3600));
        node.reminders.answer("in 10m tea", longAgo);
        soon().until(() -> said.size() == 1);
    }

    @Test
    void isSetOnceHoweverOftenTheCommandRuns() {
        Node node = new Node();
        Call call = call("ana", null, "same", Instant.now());
        String first = node.reminders.answer("in 1h tea", call);
        assertThat(node.reminders.answer("in 1h tea", call)).isEqualTo(first);
        assertThat(node.say("list", "ana", null).lines()).hasSize(1);
    }

    @Test
    void survivesARestartAndWhatFellDueMeanwhileIsSaidOnce() {
        Node before = new Node().start();
        before.say("in 2s tea", "ana", null);
        before.close();
        soon().until(RemindersTest::isOverdue);
        assertThat(said).isEmpty();
        new Node().start();
        soon().until(() -> !said.isEmpty());
        soon().during(Duration.ofSeconds(2)).until(() -> said.size() == 1);
    }

    @Test
    void comesOnceWithTwoNodes() {
        Node one = new Node("one").start();
        Node two = new Node("two").start();
        for (int i = 0; i < 6; i++) {
            (i % 2 == 0 ? one : two).say("in 1s number " + i, "person" + i, null);
        }
        soon().until(() -> said.size() >= 6);
        soon().during(Duration.ofSeconds(2)).until(() -> said.size() == 6);
        assertThat(said.stream().map(Draft::externalId)).doesNotHaveDuplicates();
        assertThat(one.say("list", "ana", null)).isEqualTo("You have no reminders waiting here.");
    }

    @Test
    void setsAgainTheAlarmThatACrashLeftUnset() {
        Node node = new Node().start();
        node.book.add(
                call("ana", null, "crashed", Instant.now()),
                "tea",
                Instant.now().plusSeconds(1),
                10);
        node.reminders.windUp();
        soon().until(() -> said.size() == 1);
    }

    @Test
    void triesAgainWhenTheHubCannotTakeItYet() {
        troubles.set(1);
        Node node = new Node().start();
        node.say("in 1s tea", "ana", null);
        soon().until(() -> said.size() == 1);
        assertThat(troubles).hasValue(0);
    }

    @Test
    void listsAndCallsOffOnlyOnesOwnAndOnlyThere() {
        Node node = new Node().start();
        Address home = new Address("xmpp:ana@x.org");
        node.say("in 1h tea", "ana", null);
        node.say("in 2h secret", "ana", home);
        node.say("in 3h other", "ben", null);
        assertThat(node.say("list", "ana", null)).contains("tea").doesNotContain("secret", "other");
        assertThat(node.say("list", "ana", home)).contains("secret").doesNotContain("tea");
        assertThat(node.say("cancel 7", "ana", null)).isEqualTo("You have no reminder 7 waiting here.");
        assertThat(node.say("cancel 1", "carl", null)).isEqualTo("You have no reminder 1 waiting here.");
        assertThat(node.say("cancel 1", "ana", null)).isEqualTo("Reminder 1 is called off.");
        assertThat(node.say("cancel #1", "ana", null)).isEqualTo("Reminder 1 is called off.");
        assertThat(node.say("list", "ana", null)).isEqualTo("You have no reminders waiting here.");
        assertThat(node.say("list", "ben", null)).contains("other");
    }

    @Test
    void isNotSaidAfterItWasCalledOff() {
        Node node = new Node().start();
        node.say("in 2s tea", "ana", null);
        node.say("cancel 1", "ana", null);
        soon().during(Duration.ofSeconds(3)).until(said::isEmpty);
    }

    @Test
    void refusesInOneLine() {
        Node node = new Node();
        for (int i = 0; i < 3; i++) {
            node.say("in 1h tea", "ana", null);
        }
        List<String> answers = List.of(
                node.say("in 1h one too many", "ana", null),
                node.say("in 1h", "ben", null),
                node.say("in 400d tea", "ben", null),
                node.say("in 1h " + "x".repeat(1001), "ben", null),
                node.say("at 2020-01-01 10:00 tea", "ben", null),
                node.say("cancel all", "ben", null),
                node.say("cancel 99999999999", "ben", null),
                node.say("", "ben", null));
        assertThat(answers).allSatisfy(answer -> assertThat(answer).isNotBlank().doesNotContain("\n", "is set"));
        assertThat(node.say("list", "ben", null)).isEqualTo("You have no reminders waiting here.");
    }

    @Test
    void keepsNoTextInClear() throws SQLException {
        Node node = new Node();
        node.say("in 1h Zwetschgenkuchen", "Sybille", null);
        try (Connection connection = database.database().dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select r::text, encode(body, 'escape')," + " encode(sender_name, 'escape') from reminder r")) {
            assertThat(rows.next()).isTrue();
            for (int i = 1; i <= 3; i++) {
                assertThat(rows.getString(i)).doesNotContain("Zwetschgenkuchen", "Sybille");
            }
        }
    }

    private static boolean isOverdue() throws SQLException {
        try (Connection connection = database.database().dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select bool_and(due_at < now()) and count(*) = 1 from reminder where state = 'waiting'")) {
            return rows.next() && rows.getBoolean(1);
        }
    }

    private static Call call(String who, @Nullable Address replyTo, String key, Instant at) {
        return new Call(
                new Call.Place(ROOM, replyTo),
                Address.of("xmpp", "room@x.org/" + Integer.toHexString(who.hashCode())),
                who,
                key,
                at,
                BERLIN);
    }

    /** A hub, as far as reminders go. */
    private final class Node {
        final Jobs jobs;
        final StoredReminders book =
                new StoredReminders(database.database(), UuidCreator::getTimeOrderedEpoch, Clock.systemUTC());
        final Reminders reminders;

        Node() {
            this("sole");
        }

        Node(String name) {
            nodes.add(this);
            jobs = Jobs.open(
                    new QuartzConnections(database.database()),
                    name,
                    new StoredJobRuns(database.database()),
                    Duration.ofMinutes(1),
                    Clock.systemUTC());
            reminders = new Reminders(book, book, jobs.alarms(), this::bring, 3);
            jobs.component().setCamelContext(new DefaultCamelContext());
            jobs.ringWith(reminders::ring);
        }

        Node start() {
            jobs.start(time -> true);
            return this;
        }

        String say(String arguments, String who, @Nullable Address replyTo) {
            return reminders.answer(
                    arguments, call(who, replyTo, UUID.randomUUID().toString(), Instant.now()));
        }

        private CompletableFuture<?> bring(Draft draft) {
            if (troubles.get() > 0) {
                troubles.decrementAndGet();
                return CompletableFuture.failedFuture(new IllegalStateException("busy"));
            }
            said.add(draft);
            return CompletableFuture.completedFuture(draft);
        }

        void close() {
            nodes.remove(this);
            jobs.close();
        }
    }

    /** Room for a busy machine; nothing is expected to take that long. */
    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(60));
    }
}
