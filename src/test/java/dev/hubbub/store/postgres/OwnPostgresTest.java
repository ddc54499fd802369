package dev.hubbub.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.store.DataFolder;
import dev.hubbub.store.Database;
import dev.hubbub.store.DatabaseConfig;
import dev.hubbub.store.TestDatabase;
import dev.hubbub.store.crypt.KeySource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnPostgresTest {
    @TempDir
    private Path folder;

    @Test
    void comesBackAfterItWasKilledAndForgetsNothing() throws Exception {
        try (OwnPostgres postgres = start(folder)) {
            postgres.createDatabase("hub");
            try (Database database = Database.open(
                    DatabaseConfig.of(postgres, "hub", 4), new KeySource(folder.resolve("keys.json"), ""))) {
                execute(database, "create table kept (n int)");
                execute(database, "insert into kept values (1)");
                kill(postgres.pid());
                Awaitility.await()
                        .atMost(Duration.ofSeconds(60))
                        .ignoreExceptions()
                        .untilAsserted(() -> execute(database, "insert into kept values (2)"));
                assertThat(count(postgres, "hub", "kept")).isGreaterThanOrEqualTo(2);
            }
        }
    }

    @Test
    void keepsTheProgramsThatAnotherHubHasUnpackedMeanwhile() throws IOException {
        Path unpacked = Files.createDirectories(folder.resolve("programs"));
        Path theirs = Files.createFile(unpacked.resolve("theirs"));
        Path half = Files.createDirectories(folder.resolve("half"));
        Files.createFile(half.resolve("ours"));
        Binaries.moveIntoPlace(half, unpacked);
        assertThat(theirs).exists();
        assertThat(half).doesNotExist();
    }

    @Test
    void stopsWhatAKilledHubHasLeftRunning() throws Exception {
        OwnPostgres leftBehind = start(folder);
        leftBehind.createDatabase("hub");
        leftBehind.abandon();
        try (OwnPostgres next = start(folder)) {
            assertThat(next.pid()).isNotEqualTo(leftBehind.pid());
            assertThat(runs(leftBehind.pid())).isFalse();
            assertThat(count(next, "hub", "pg_class")).isPositive();
        }
    }

    @Test
    void doesNotBelieveAStalePidFile() throws Exception {
        OwnPostgres first = start(folder);
        Path pidFile = folder.resolve("postgres/postmaster.pid");
        List<String> lines = Files.readAllLines(pidFile);
        first.abandon();
        kill(first.pid());
        // the process id belongs to somebody else by now: to this very process
        lines.set(0, Long.toString(ProcessHandle.current().pid()));
        Files.write(pidFile, lines);
        try (OwnPostgres next = start(folder)) {
            assertThat(count(next, "postgres", "pg_class")).isPositive();
        }
    }

    @Test
    void survivesThatItsFolderIsMoved() throws Exception {
        Path old = Files.createDirectory(folder.resolve("old place"));
        Path moved = folder.resolve("new place with 'quotes'");
        try (OwnPostgres first = start(old)) {
            first.createDatabase("hub");
        }
        Files.move(old, moved);
        try (OwnPostgres next = start(moved)) {
            assertThat(count(next, "hub", "pg_class")).isPositive();
        }
    }

    @Test
    void takesAnotherPortWhenItsOwnIsTaken() throws Exception {
        try (OwnPostgres postgres = start(folder)) {
            int before = postgres.port();
            long pid = postgres.pid();
            synchronized (postgres) {
                kill(pid);
                try (ServerSocket taken = new ServerSocket(before, 1, InetAddress.getLoopbackAddress())) {
                    assertThat(taken.isBound()).isTrue();
                    postgres.restart();
                }
            }
            assertThat(postgres.port()).isNotEqualTo(before);
            assertThat(count(postgres, "postgres", "pg_class")).isPositive();
        }
    }

    @Test
    void saysWhatToDoAboutDataOfAnotherVersion() throws Exception {
        Path cluster = Files.createDirectories(folder.resolve("postgres"));
        Files.writeString(cluster.resolve("PG_VERSION"), "16\n");
        assertThatThrownBy(() -> start(folder))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("PostgreSQL 16")
                .hasMessageContaining("pg_dump");
    }

    @Test
    void stopsCleanlyAndTwiceDoesNoHarm() throws Exception {
        OwnPostgres postgres = start(folder);
        long pid = postgres.pid();
        postgres.close();
        postgres.close();
        assertThat(runs(pid)).isFalse();
        assertThat(folder.resolve("postgres/postmaster.pid")).doesNotExist();
    }

    @Test
    void aDataFolderThatIsAFileIsCalledSo() throws IOException {
        Path file = Files.createFile(folder.resolve("a-file"));
        assertThatThrownBy(() -> DataFolder.take(file))
                .isInstanceOf(IOException.class)
                .hasMessage("the data folder " + file + " cannot be written: " + file + " is no folder");
        assertThatThrownBy(() -> DataFolder.take(file.resolve("below")))
                .hasMessageContaining("a-file")
                .hasMessageContaining("cannot be written");
    }

    @Test
    void aSecondHubOnTheSameFolderIsRefused() throws Exception {
        try (DataFolder held = DataFolder.take(folder)) {
            assertThatThrownBy(() -> DataFolder.take(folder))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("in use by another hub")
                    .hasMessageContaining(Long.toString(ProcessHandle.current().pid()));
            assertThat(held.path()).isEqualTo(folder.toRealPath());
        }
        DataFolder.take(folder).close();
    }

    private static OwnPostgres start(Path data) throws IOException {
        return OwnPostgres.start(data, TestDatabase.PROGRAMS);
    }

    private static void kill(long pid) {
        ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
        process.destroyForcibly();
        Awaitility.await().until(() -> !new Postmaster(process).isAlive());
    }

    private static boolean runs(long pid) {
        return ProcessHandle.of(pid)
                .map(Postmaster::new)
                .filter(Postmaster::isAlive)
                .isPresent();
    }

    private static void execute(Database database, String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long count(OwnPostgres postgres, String database, String table) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(postgres.url(database), postgres.user(), postgres.password());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from " + table)) {
            row.next();
            return row.getLong(1);
        }
    }
}
