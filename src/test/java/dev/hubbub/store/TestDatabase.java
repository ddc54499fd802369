package dev.hubbub.store;

import dev.hubbub.store.crypt.KeySource;
import dev.hubbub.store.postgres.OwnPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A fresh database for a test class, on one server that all classes of this JVM share; the server and its data go at
 * the end.
 */
public final class TestDatabase implements AutoCloseable {
    /** Where PostgreSQL's programs are unpacked to, once for all tests. */
    public static final Path PROGRAMS = Path.of("target", "postgres-programs");

    private static final AtomicInteger made = new AtomicInteger();

    private final String name;
    private final KeySource keys;
    private final Database database;

    private TestDatabase(String name, KeySource keys, Database database) {
        this.name = name;
        this.keys = keys;
        this.database = database;
    }

    /** Makes a fresh database with keys of its own, its schema up to date. */
    public static TestDatabase create() {
        String name = "test" + made.incrementAndGet();
        Server.RUNNING.createDatabase(name);
        KeySource keys = new KeySource(Server.RUNNING.folder.resolve(name + ".keys.json"), "");
        return new TestDatabase(name, keys, Database.open(DatabaseConfig.of(Server.RUNNING.server, name, 10), keys));
    }

    /** Gives a hub that is to be started these programs: to unpack its own takes longer than all else it does. */
    public static void lendPrograms(Path data) throws IOException {
        Files.createDirectories(data);
        Files.createDirectories(PROGRAMS);
        Path link = data.resolve("postgres-bin");
        if (!Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
            Files.createSymbolicLink(link, PROGRAMS.toRealPath());
        }
    }

    public Database database() {
        return database;
    }

    /** The server that all tests share: not to be stopped. */
    public OwnPostgres server() {
        return Server.RUNNING.server;
    }

    /** A way in for a second hub, or for the same after a restart. */
    public DatabaseConfig config() {
        return DatabaseConfig.of(server(), name, 10);
    }

    /** Where this database's keys lie. */
    public KeySource keys() {
        return keys;
    }

    @Override
    public void close() {
        database.close();
    }

    private static final class Server {
        private static final String MODEL = "model";
        static final Server RUNNING = start();

        private final Path folder;
        private final OwnPostgres server;

        private Server(Path folder, OwnPostgres server) {
            this.folder = folder;
            this.server = server;
        }

        private static Server start() {
            try {
                Path folder = Files.createTempDirectory("hubbub-test-database");
                Server started = new Server(folder, OwnPostgres.start(folder, PROGRAMS));
                started.server.createDatabase(MODEL);
                Schema.migrate(new Connections(DatabaseConfig.of(started.server, MODEL, 10), 0));
                Runtime.getRuntime().addShutdownHook(new Thread(started::stop, "test-database-stop"));
                return started;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (SQLException e) {
                throw new IllegalStateException("no model for databases", e);
            }
        }

        /** To copy one that is there is quicker than to make its tables anew. */
        private void createDatabase(String name) {
            try (Connection connection =
                            DriverManager.getConnection(server.url("postgres"), server.user(), server.password());
                    Statement statement = connection.createStatement()) {
                statement.execute("create database " + name + " template " + MODEL);
            } catch (SQLException e) {
                throw new IllegalStateException("no database for the test", e);
            }
        }

        private void stop() {
            try {
                server.close();
                try (Stream<Path> all = Files.walk(folder)) {
                    for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(path);
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
