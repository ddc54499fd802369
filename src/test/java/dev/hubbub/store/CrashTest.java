package dev.hubbub.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.store.crypt.KeySource;
import dev.hubbub.store.postgres.OwnPostgres;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashTest {
    private static final int BATCHES = 60;

    @TempDir
    private Path folder;

    @Test
    void whatWasAnsweredIsThereOnceAfterHubAndServerWereKilled() throws Exception {
        List<String> answered = storeUntilKilled();
        try (DataFolder held = DataFolder.take(folder);
                OwnPostgres server = OwnPostgres.start(held.path(), TestDatabase.PROGRAMS);
                Database database = Database.open(
                        DatabaseConfig.of(server, "hub", 4), new KeySource(folder.resolve("keys.json"), ""));
                Parts hub = Parts.join(database)) {
            hub.node().forgetOtherNodes();

            List<UUID> found =
                    database.inTransaction(session -> session.createNativeQuery("select id from message", UUID.class)
                            .getResultList());
            assertThat(found.stream().map(UUID::toString))
                    .doesNotHaveDuplicates()
                    .containsAll(answered);
            assertThat(hub.number("select count(*) from delivery where holder is null and due_at <= now()"))
                    .as("each is owed to two, and nobody holds one any more")
                    .isEqualTo(2L * found.size());
            assertThat(hub.number("select count(*) from trace_event where type = 'message.stored'"))
                    .isEqualTo(found.size());
        }
    }

    private List<String> storeUntilKilled() throws IOException, InterruptedException {
        List<String> answered = new ArrayList<>();
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrashWriter.class.getName(),
                        folder.toString(),
                        TestDatabase.PROGRAMS.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader lines = writer.inputReader()) {
            for (int batches = 0; batches < BATCHES; ) {
                String line = lines.readLine();
                assertThat(line).as("the writer ended by itself").isNotNull();
                if (line.startsWith(CrashWriter.STORED)) {
                    answered.addAll(Arrays.asList(
                            line.substring(CrashWriter.STORED.length()).split(" ", -1)));
                    batches++;
                }
            }
            String server = Files.readAllLines(folder.resolve("postgres/postmaster.pid"))
                    .get(0);
            boolean killed =
                    ProcessHandle.of(Long.parseLong(server)).orElseThrow().destroyForcibly();
            assertThat(killed).isTrue();
        } finally {
            writer.destroyForcibly().waitFor();
        }
        return answered;
    }
}
