package dev.hubbub.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.Figures;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Hub and database are killed under load, at random moments: what was answered is in the log exactly once, and every
 * delivery comes to an end. The long form ({@code mvn verify -Plong}) kills 200 and 50 times.
 */
@Tag("slow")
class CrashTest {
    /** Whether the long form is wanted. */
    static final boolean LONG = Boolean.getBoolean("hubbub.long");

    @Test
    void losesNothingHoweverOftenHubAndDatabaseAreKilled(@TempDir Path folder) throws Exception {
        Plan plan = LONG ? new Plan(200, 50) : new Plan(5, 2);
        Figures.print("crash", "crash: " + plan);
        Journal journal = new Journal("message");
        try (Scene scene = Scene.set(folder)) {
            try (Load load = Load.start(scene.hub, journal)) {
                for (Plan.Kill kill : plan.kills()) {
                    if (plan.isOver()) {
                        break;
                    }
                    load.awaitAnswers(kill.answers());
                    TimeUnit.MILLISECONDS.sleep(kill.millis());
                    killOne(scene, kill);
                    plan.done(kill);
                }
                load.awaitAnswers(1);
            }
            Balance balance = Balance.strike(scene, journal);
            Figures.print(
                    "crash",
                    "crash: %s %s twice=%d uncertain=%d"
                            .formatted(plan, balance, scene.sink.twice(), balance.uncertain()));
            assertThat(journal.statuses()).as("answers").isSubsetOf(Load.ANSWERS);
            balance.assertKept(scene.sink);
            assertThat(scene.database.number("select count(*) from trace_event where type = 'message.stored'"))
                    .as("each message tells once that it was stored")
                    .isEqualTo(balance.inLog().size());
        }
    }

    private static void killOne(Scene scene, Plan.Kill kill) throws Exception {
        if (kill.hub()) {
            scene.hub.kill();
            scene.hub.restart();
        } else {
            scene.database.kill();
            scene.database.start();
        }
    }

    /** The test of the test: a database that answers before it has written must be seen to lose. */
    @Test
    void seesTheLossWhenTheDatabaseForgetsWhatItCommitted(@TempDir Path folder) throws Exception {
        Journal journal = new Journal("message");
        try (Scene scene = Scene.set(folder)) {
            // the hub refuses to start on such a server, so it comes to be one later
            scene.database.execute("alter system set synchronous_commit = off");
            scene.database.execute("alter system set wal_writer_delay = '10s'");
            scene.database.execute("alter system set wal_writer_flush_after = '1GB'");
            scene.database.execute("select pg_reload_conf()");
            try (Load load = Load.start(scene.hub, journal)) {
                load.awaitAnswers(200);
                scene.database.kill();
            }
            scene.database.start();
            Balance balance = Balance.strike(scene, journal);
            Figures.print("crash-control", "crash control, synchronous_commit=off: " + balance);
            assertThat(balance.lost()).isNotEmpty();
        }
    }
}
