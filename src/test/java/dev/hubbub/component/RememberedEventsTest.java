package dev.hubbub.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.hubbub.events.EventFeed;
import dev.hubbub.events.EventLog.Recorded;
import dev.hubbub.message.TraceEvent;
import dev.hubbub.store.StoredEventMarks;
import dev.hubbub.store.StoredEvents;
import dev.hubbub.store.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RememberedEventsTest {
    private static TestDatabase database;
    private static StoredEvents log;
    private static StoredEventMarks marks;
    private static EventFeed feed;

    private final List<String> told = new CopyOnWriteArrayList<>();
    private volatile String refused = "-";

    @BeforeAll
    static void open() {
        database = TestDatabase.create();
        log = new StoredEvents(
                database.database(), UuidCreator::getTimeOrderedEpochPlus1, Duration.ofDays(7), Clock.systemUTC());
        marks = new StoredEventMarks(database.database(), Clock.systemUTC());
        feed = new EventFeed(log, Duration.ofMillis(100));
        log.onCommit(feed::wake);
    }

    @AfterAll
    static void close() {
        feed.close();
        database.close();
    }

    private RememberedEvents reader(String name) {
        return new RememberedEvents(name, Set.of(TraceEvent.Type.FILE_STATE), feed, log, marks, this::tell);
    }

    private void tell(Recorded event) {
        String what = String.valueOf(event.event().detail().get("file"));
        if (what.equals(refused)) {
            throw new IllegalStateException("not this one");
        }
        told.add(what);
    }

    private static void happens(TraceEvent.Type type, String what) {
        log.append(new TraceEvent(type, Instant.now(), null, null, null, Map.of("file", what)));
    }

    private void awaitTold(String... all) {
        await().untilAsserted(() -> assertThat(told).containsExactly(all));
    }

    private void awaitMark(String name) {
        await().until(() -> marks.of(name).isPresent());
    }

    @Test
    void aReaderGoesOnWhereItLeftOff() {
        happens(TraceEvent.Type.FILE_STATE, "before it was new");
        RememberedEvents first = reader("one");
        awaitMark("one");
        happens(TraceEvent.Type.FILE_STATE, "a");
        happens(TraceEvent.Type.CHANNEL_STATE, "of another type");
        awaitTold("a");
        first.close();
        happens(TraceEvent.Type.FILE_STATE, "b");
        happens(TraceEvent.Type.FILE_STATE, "c");
        try (RememberedEvents second = reader("one")) {
            awaitTold("a", "b", "c");
            happens(TraceEvent.Type.FILE_STATE, "d");
            awaitTold("a", "b", "c", "d");
            assertThat(second).isNotNull();
        }
    }

    @Test
    void whatTheRouteFailsAtIsToldAgainBeforeWhatFollows() {
        try (RememberedEvents reader = reader("two")) {
            awaitMark("two");
            refused = "x";
            happens(TraceEvent.Type.FILE_STATE, "w");
            happens(TraceEvent.Type.FILE_STATE, "x");
            happens(TraceEvent.Type.FILE_STATE, "y");
            awaitTold("w");
            refused = "-";
            awaitTold("w", "x", "y");
            assertThat(reader).isNotNull();
        }
    }
}
