package dev.hubbub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The hub, or its database under it, is killed under load: what was answered is in the log exactly once, and every
 * delivery comes to an end.
 */
class CrashTest {
    private static final int KILLS = 3;
    private static final int ANSWERS_BETWEEN_KILLS = 150;

    @Test
    void nothingAnsweredIsLostWhenTheHubIsKilled(@TempDir Path folder) throws Exception {
        Load.prepare(folder);
        try (HubProcess hub = HubProcess.start(folder)) {
            Load load = new Load(hub);
            for (int kill = 0; kill < KILLS; kill++) {
                load.start();
                load.awaitAnswers(ANSWERS_BETWEEN_KILLS);
                hub.kill();
                load.stop();
                hub.restart();
            }
            assertAllIsThereOnceAndEnds(load, folder);
        }
    }

    @Test
    void nothingAnsweredIsLostWhenTheDatabaseIsKilledUnderTheHub(@TempDir Path folder) throws Exception {
        Load.prepare(folder);
        try (HubProcess hub = HubProcess.start(folder)) {
            Load load = new Load(hub);
            load.start();
            for (int kill = 0; kill < KILLS; kill++) {
                load.awaitAnswers(ANSWERS_BETWEEN_KILLS);
                killServer(folder);
            }
            load.awaitAnswers(ANSWERS_BETWEEN_KILLS);
            load.stop();
            assertAllIsThereOnceAndEnds(load, folder);
        }
    }

    private static void killServer(Path folder) throws Exception {
        Path pidFile = folder.resolve("data/postgres/postmaster.pid");
        long server = Long.parseLong(Files.readAllLines(pidFile).get(0));
        assertThat(ProcessHandle.of(server).orElseThrow().destroyForcibly()).isTrue();
    }

    private static void assertAllIsThereOnceAndEnds(Load load, Path folder) throws Exception {
        Caller caller = load.caller();
        Map<String, Integer> log = Load.log(caller);
        assertThat(log.keySet()).containsAll(load.answered());
        assertThat(log.values()).as("each once").allMatch(times -> times == 1);
        await().atMost(Duration.ofSeconds(90))
                .untilAsserted(() -> assertThat(Load.open(caller)).isEmpty());
        List<String> sunk = Files.readAllLines(folder.resolve("sink/all.txt"));
        assertThat(sunk).containsAll(log.keySet());
    }
}
