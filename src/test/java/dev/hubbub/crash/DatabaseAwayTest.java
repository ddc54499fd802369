package dev.hubbub.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.Caller;
import dev.hubbub.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/**
 * The database is away while the hub runs: everything that needs it is answered 503, and when it is back, so is the hub,
 * by itself, with all that was ever answered 201. The long form is away for 30 s, ten times.
 */
@Tag("slow")
@Tag("alone")
class DatabaseAwayTest {
    private static final int TIMES = CrashTest.LONG ? 10 : 2;
    private static final int SECONDS = CrashTest.LONG ? 30 : 3;
    private static final Duration NOT_READY_WITHIN = Duration.ofSeconds(5);
    private static final Duration READY_WITHIN = Duration.ofSeconds(15);

    /** Statements may take so long; the callers in the midst of one wait no longer. */
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** Threads that pools may add as they please; ten outages that leave one each are found. */
    private static final int MORE_THREADS = 8;

    private static Volume volume;
    private static Scene scene;

    private Journal journal;

    @BeforeAll
    static void set(@TempDir Path folder) throws Exception {
        volume = Volume.mount(Files.createDirectories(folder.resolve("volume")));
        scene = Scene.set(
                folder,
                volume.folder(),
                "max_connections = 30\nmin_wal_size = 32MB\nmax_wal_size = 64MB\nshared_buffers = 32MB\n",
                Map.of("HUBBUB_DATABASE_TIMEOUT", TIMEOUT.toSeconds() + "s"));
    }

    @AfterAll
    static void close() throws IOException {
        scene.close();
        volume.close();
    }

    @BeforeEach
    void begin(TestInfo test) throws IOException {
        journal = new Journal(test.getTestMethod().orElseThrow().getName());
        if (!scene.database.isRunning()) {
            scene.database.start();
        }
    }

    @Test
    void comesBackByItselfHoweverOftenTheDatabaseIsStoppedOrHangs() throws Exception {
        int threads = 0;
        long hub = scene.hub.pid();
        Caller caller = scene.caller();
        try (Following events = Following.open(scene.hub, caller);
                Load load = Load.start(scene.hub, journal)) {
            for (int time = 0; time < TIMES; time++) {
                load.awaitAnswers(20);
                boolean hangs = time % 2 == 1;
                List<ProcessHandle> frozen = hangs ? scene.database.freeze() : List.of();
                if (!hangs) {
                    scene.database.stop();
                }
                long away = System.nanoTime();
                assertAway(caller);
                assertUnreadable(caller);
                TimeUnit.NANOSECONDS.sleep(TimeUnit.SECONDS.toNanos(SECONDS) - (System.nanoTime() - away));
                if (hangs) {
                    scene.database.thaw(frozen);
                } else {
                    scene.database.start();
                }
                assertBack(caller);
                if (time == 0) {
                    threads = scene.hub.threads();
                }
            }
            events.awaitTold(journal);
        }
        assertBalanced("database stopped %d times for %d s".formatted(TIMES, SECONDS));
        assertThat(scene.hub.pid()).as("nobody has started the hub again").isEqualTo(hub);
        assertThat(scene.hub.threads()).isLessThanOrEqualTo(threads + MORE_THREADS);
    }

    @Test
    void refusesWhatItCannotStoreWhileOthersHaveAllConnections() throws Exception {
        Caller caller = scene.caller();
        try (Load load = Load.start(scene.hub, journal)) {
            load.awaitAnswers(20);
            try (Crowd crowd = Crowd.take(scene.database, scene.hub)) {
                assertThat(crowd.size()).isGreaterThan(20);
                assertAway(caller);
                assertUnreadable(caller);
            }
            assertBack(caller);
        }
        assertBalanced("connections exhausted");
    }

    @Test
    void refusesWhatItCannotStoreWhileTheDisksAreFull() throws Exception {
        volume.assumeSmall();
        Caller caller = scene.caller();
        try (Load load = Load.start(scene.hub, journal)) {
            load.awaitAnswers(20);
            volume.fill();
            await().atMost(Duration.ofMinutes(1)).until(() -> journal.statuses().contains(503));
            // the server may still find a little room in its own files, and use it
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertAway(caller));
            volume.empty();
            if (!scene.database.isRunning()) {
                // whoever runs a server that has given up starts it again; it is the hub that needs no restart
                scene.database.start();
            }
            assertBack(caller);
        }
        assertBalanced("disk full");
    }

    /** Not ready soon, no answer but 503 to anybody, and that within a time that can be told beforehand. */
    private void assertAway(Caller caller) throws Exception {
        await().atMost(NOT_READY_WITHIN).pollInterval(Duration.ofMillis(100)).until(() -> !scene.hub.isReady());
        Caller.Answer post = caller.say(Load.CHANNEL, journal.freshText());
        assertThat(post.status()).isEqualTo(503);
        assertThat(post.type()).isEqualTo("application/problem+json");
        assertThat(post.retryAfter()).isBetween(1, 60);
        assertThat(caller.sayAll(Load.CHANNEL, List.of(journal.freshText())).status())
                .isEqualTo(503);
    }

    private static void assertUnreadable(Caller caller) throws Exception {
        Caller.Answer read = caller.get("/api/v1/messages?limit=1");
        assertThat(read.status()).isEqualTo(503);
        assertThat(read.type()).isEqualTo("application/problem+json");
    }

    private void assertBack(Caller caller) {
        await().atMost(READY_WITHIN).pollInterval(Duration.ofMillis(100)).until(() -> scene.hub.isReady());
        // what was in the midst of its wait may still hold on to a connection
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            assertThat(caller.get("/api/v1/messages?limit=1").status()).isEqualTo(200);
            assertThat(caller.say(Load.CHANNEL, journal.freshText()).status()).isEqualTo(201);
        });
    }

    private void assertBalanced(String what) throws Exception {
        Balance balance = Balance.strike(scene, journal);
        Figures.print("database-away-" + what.replace(' ', '-'), what + ": " + balance + " statuses=" + journal);
        assertThat(journal.statuses()).as("answers").isSubsetOf(Load.ANSWERS);
        balance.assertKept(scene.sink);
    }
}
