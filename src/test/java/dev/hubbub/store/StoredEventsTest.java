package dev.hubbub.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.events.EventFeed;
import dev.hubbub.events.EventLog.Recorded;
import dev.hubbub.events.Position;
import dev.hubbub.message.TraceEvent;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class StoredEventsTest {
    private static TestDatabase test;
    private static Parts hub;

    @BeforeAll
    static void open() {
        test = TestDatabase.create();
        hub = Parts.join(test.database());
    }

    @AfterAll
    static void close() {
        hub.close();
        test.close();
    }

    @Test
    void aReaderThatFollowsMissesNothingOfSlowWriters() throws Exception {
        Position start = hub.events().latest();
        Set<String> committed = ConcurrentHashMap.newKeySet();
        ExecutorService writers = Executors.newFixedThreadPool(5);
        List<Future<?>> done = new ArrayList<>();
        for (int w = 0; w < 5; w++) {
            int writer = w;
            done.add(writers.submit(() -> write(writer, committed)));
        }
        List<Recorded> read = new ArrayList<>();
        Position position = start;
        while (read.size() < 5 * 40) {
            List<Recorded> page = hub.events().after(position, 7).events();
            read.addAll(page);
            if (!page.isEmpty()) {
                position = page.get(page.size() - 1).position();
            } else if (done.stream().allMatch(Future::isDone)) {
                Awaitility.await().until(() -> !hub.events().latest().equals(start));
            }
        }
        writers.shutdown();
        for (Future<?> one : done) {
            one.get();
        }
        List<String> names = read.stream()
                .map(recorded -> String.valueOf(recorded.event().detail().get("name")))
                .toList();
        assertThat(names).doesNotHaveDuplicates();
        assertThat(new HashSet<>(names)).isEqualTo(committed);
        assertThat(read).extracting(Recorded::position).isSorted();
    }

    /** Some transactions stay open a while after they have written, so that later ones overtake them. */
    private static void write(int writer, Set<String> committed) {
        Random random = new Random(writer);
        for (int i = 0; i < 40; i++) {
            String name = writer + "-" + i;
            Traces.Lines lines = hub.events().traces().lines(List.of(event(name)));
            test.database().withConnection((Connection connection) -> {
                Traces.insert(connection, lines);
                if (random.nextInt(4) == 0) {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(60)));
                }
                return true;
            });
            committed.add(name);
        }
    }

    @Test
    void tellsAfterACommitAndResumesWhereAReaderLeftOff() {
        AtomicInteger told = new AtomicInteger();
        hub.events().onCommit(told::incrementAndGet);
        hub.events().append(event("first"));
        Recorded first = Awaitility.await()
                .until(() -> seen("first"), seen -> !seen.isEmpty())
                .get(0);
        hub.events().append(event("second"));
        assertThat(told).hasValue(2);
        Awaitility.await()
                .untilAsserted(() -> assertThat(hub.events()
                                .after(Position.parse(first.position().toString()), 10)
                                .events())
                        .extracting(recorded -> recorded.event().detail().get("name"))
                        .containsExactly("second"));
        assertThat(hub.events().oldest()).isLessThan(first.position());
        assertThat(hub.events().latest()).isGreaterThan(first.position());
    }

    @Test
    void goesOnPastAnEventWhoseDetailIsUnreadable() throws Exception {
        Position start = hub.events().latest();
        BlockingQueue<Recorded> told = new LinkedBlockingQueue<>();
        try (EventFeed feed = new EventFeed(hub.events(), Duration.ofMillis(20))) {
            var unused = feed.follow(EnumSet.of(TraceEvent.Type.FILE_STATE), told::add);
            hub.events().append(event("before"));
            assertThat(name(told)).isEqualTo("before");
            // written and broken in one transaction, so that nobody can have read it whole
            Traces.Lines lines = hub.events().traces().lines(List.of(event("broken")));
            test.database().withConnection((Connection connection) -> {
                Traces.insert(connection, lines);
                try (Statement statement = connection.createStatement()) {
                    return statement.executeUpdate("""
                            update trace_event set detail = overlay(detail placing '\\x00'::bytea from length(detail))
                            where xid = pg_current_xact_id()
                            """);
                }
            });
            hub.events().append(event("after"));

            Recorded broken = told.poll(20, TimeUnit.SECONDS);
            assertThat(broken.event().type()).isEqualTo(TraceEvent.Type.FILE_STATE);
            assertThat(broken.event().detail()).isEqualTo(Map.of("unreadable", true));
            assertThat(name(told)).isEqualTo("after");
            assertThat(hub.events().after(start, 100).events()).hasSize(3);
        }
    }

    private static String name(BlockingQueue<Recorded> told) throws InterruptedException {
        return String.valueOf(told.poll(20, TimeUnit.SECONDS).event().detail().get("name"));
    }

    private static List<Recorded> seen(String name) {
        return hub.events().after(Position.START, 10_000).events().stream()
                .filter(recorded -> name.equals(recorded.event().detail().get("name")))
                .toList();
    }

    private static TraceEvent event(String name) {
        return new TraceEvent(TraceEvent.Type.FILE_STATE, Instant.now(), null, null, null, Map.of("name", name));
    }
}
