package dev.hubbub.bench;

import dev.hubbub.store.postgres.OwnPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What all scenarios stand on: one PostgreSQL with the hub's own durable settings, a folder, and what they start. */
final class Ground implements AutoCloseable {
    private final Path folder;
    private final OwnPostgres postgres;
    private final boolean thorough;
    private int made;
    private @Nullable Warm warm;

    private Ground(Path folder, OwnPostgres postgres, boolean thorough) {
        this.folder = folder;
        this.postgres = postgres;
        this.thorough = thorough;
    }

    static Ground open(boolean thorough) throws IOException {
        Path folder = Files.createTempDirectory(
                Files.createDirectories(Path.of("target").toAbsolutePath()), "bench");
        Path data = Files.createDirectories(folder.resolve("database"));
        return new Ground(folder, OwnPostgres.start(data, Path.of("target", "postgres-programs")), thorough);
    }

    /** Whether the run may take long. */
    boolean thorough() {
        return thorough;
    }

    /** How long to measure, in seconds: so long in a short run, else four times that. */
    double seconds(double inShort) {
        return thorough ? 4 * inShort : inShort;
    }

    OwnPostgres postgres() {
        return postgres;
    }

    /** A fresh folder. */
    Path folder(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name + ++made));
    }

    /** A fresh, empty database. */
    String database(String name) throws SQLException {
        String fresh = name + ++made;
        postgres.createDatabase(fresh);
        return fresh;
    }

    Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(postgres.url(database), postgres.user(), postgres.password());
    }

    void drop(String database) throws SQLException {
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("drop database " + database + " with (force)");
        }
    }

    /** The hub that scenarios share, warm and as if new. */
    Warm warm() throws IOException, SQLException {
        if (warm == null) {
            warm = Warm.start(this);
        }
        warm.refresh();
        return warm;
    }

    /** Ends the shared hub: another one is to have the machine. */
    void cool() {
        if (warm != null) {
            warm.close();
            warm = null;
        }
    }

    /** Brings what is in memory to the disk, so that one measurement does not pay for another. */
    void settle() throws SQLException {
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("checkpoint");
        }
    }

    /** Waits before somebody looks again. */
    static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /**
     * Starts a class of this program as a process of its own, its output in a file of the folder.
     *
     * @param options for the JVM
     */
    static Process java(
            Path folder, Map<String, String> environment, List<String> options, String main, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", absolute(System.getProperty("java.class.path")), main));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        builder.redirectOutput(
                ProcessBuilder.Redirect.appendTo(folder.resolve(main.substring(main.lastIndexOf('.') + 1) + ".log")
                        .toFile()));
        return builder.start();
    }

    private static String absolute(String classPath) {
        return Stream.of(classPath.split(java.io.File.pathSeparator))
                .map(entry -> entry.endsWith("*")
                        ? Path.of(entry.substring(0, entry.length() - 1)).toAbsolutePath() + "/*"
                        : Path.of(entry).toAbsolutePath().toString())
                .collect(java.util.stream.Collectors.joining(java.io.File.pathSeparator));
    }

    @Override
    public void close() throws IOException {
        cool();
        postgres.close();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
