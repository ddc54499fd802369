package dev.hubbub.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.Caller;
import dev.hubbub.Figures;
import dev.hubbub.faults.Fault;
import dev.hubbub.faults.FaultProxy;
import dev.hubbub.store.postgres.PostgresProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The way between a hub and its database is bad, while callers post: what was answered 201 is in the log, all else is
 * answered 503, and once the way is good again, so is the hub, by itself.
 */
@Tag("slow")
@Tag("alone")
class DatabaseFaultsTest {
    private static final int ROUNDS = CrashTest.LONG ? 5 : 1;

    /** What a way that is only slow does to the hub: nothing. */
    private static final List<Fault> BORNE = List.of(Fault.DELAY, Fault.BYTE_BY_BYTE);

    private static final List<Fault> NOTICED = CrashTest.LONG
            ? List.of(Fault.DROP, Fault.DROP_ANSWERS, Fault.STALL, Fault.RESET)
            : List.of(Fault.DROP_ANSWERS, Fault.STALL, Fault.RESET);

    private static final Duration NOT_READY_WITHIN = Duration.ofSeconds(5);
    private static final Duration READY_WITHIN = Duration.ofSeconds(15);

    private final Journal journal = new Journal("message");

    @Test
    void nothingThatWasAnsweredIsLostOverABadWayToTheDatabase(@TempDir Path folder) throws Exception {
        PostgresProcess database = PostgresProcess.start(Files.createDirectories(folder.resolve("server")), "");
        try (FaultProxy proxy = new FaultProxy(database.port());
                Scene scene = Scene.on(
                        folder,
                        database,
                        database.url().replace(":" + database.port() + "/", ":" + proxy.port() + "/"),
                        Map.of("HUBBUB_DATABASE_TIMEOUT", "5s"))) {
            Caller caller = scene.caller();
            try (Load load = Load.start(scene.hub, journal)) {
                for (int round = 0; round < ROUNDS; round++) {
                    for (Fault fault : BORNE) {
                        proxy.delay(Duration.ofMillis(2));
                        proxy.set(fault);
                        load.awaitAnswers(10);
                        assertThat(scene.hub.isReady())
                                .as("ready under %s", fault)
                                .isTrue();
                    }
                    for (Fault fault : NOTICED) {
                        proxy.set(Fault.NONE);
                        load.awaitAnswers(10);
                        proxy.set(fault);
                        assertAway(scene, caller, fault);
                        proxy.set(Fault.NONE);
                        assertBack(scene, caller, fault);
                    }
                }
            }
            Balance balance = Balance.strike(scene, journal);
            Figures.print("database-faults", "bad way to the database: " + balance + " statuses=" + journal);
            assertThat(journal.statuses()).as("answers").isSubsetOf(Load.ANSWERS);
            balance.assertKept(scene.sink);
        }
    }

    private void assertAway(Scene scene, Caller caller, Fault fault) throws Exception {
        await(fault.toString())
                .atMost(NOT_READY_WITHIN)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> !scene.hub.isReady());
        assertThat(caller.say(Load.CHANNEL, journal.freshText()).status())
                .as("a post under %s", fault)
                .isEqualTo(503);
    }

    private void assertBack(Scene scene, Caller caller, Fault fault) {
        await("after " + fault)
                .atMost(READY_WITHIN)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> scene.hub.isReady());
        // what was in the midst of its wait may still hold on to a connection
        await("after " + fault)
                .atMost(Duration.ofSeconds(10))
                .until(() -> caller.say(Load.CHANNEL, journal.freshText()).status() == 201);
    }
}
