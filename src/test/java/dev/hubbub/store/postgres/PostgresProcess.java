package dev.hubbub.store.postgres;

import dev.hubbub.Signals;
import dev.hubbub.peers.FreePort;
import dev.hubbub.store.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A PostgreSQL server that belongs to the test and not to the hub: nobody starts it again but the test. It can be
 * killed, stopped and frozen, with all its processes.
 */
public final class PostgresProcess implements AutoCloseable {
    private static final String DATABASE = "hubbub";

    private final Cluster cluster;
    private final int port;

    private PostgresProcess(Cluster cluster, int port) {
        this.cluster = cluster;
        this.port = port;
    }

    /**
     * Makes a cluster and starts a server on it, with an empty database.
     *
     * @param data an empty folder; the cluster lies in {@code postgres} within
     * @param settings lines of {@code postgresql.conf}, besides the hub's own
     */
    public static PostgresProcess start(Path data, String settings) throws IOException, SQLException {
        Cluster cluster = new Cluster(data.toRealPath(), Binaries.unpack(TestDatabase.PROGRAMS));
        cluster.create();
        Files.writeString(cluster.folder().resolve("local.conf"), settings);
        PostgresProcess server = new PostgresProcess(cluster, FreePort.take());
        server.start();
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + DATABASE);
        }
        return server;
    }

    /** Starts it again on the same port, after whatever has happened to it, and waits until it takes connections. */
    public void start() throws IOException {
        Postmaster.forget(cluster.folder());
        cluster.start(port);
    }

    /** Kills every process of the server at once, as {@code kill -9} does; none has time to write anything. */
    public void kill() throws IOException {
        List<ProcessHandle> killed = freeze();
        killed.forEach(ProcessHandle::destroyForcibly);
        Awaitility.await().until(() -> killed.stream().noneMatch(process -> new Postmaster(process).isAlive()));
    }

    /** Stops it as an administrator in a hurry does: every connection breaks, and new ones are refused. */
    public void stop() throws IOException {
        cluster.control(Duration.ofMinutes(1), "stop", "-w", "-m", "immediate");
    }

    /** Lets it hang: connections stay open, and new ones are taken by the system, but nothing answers. */
    public List<ProcessHandle> freeze() throws IOException {
        List<ProcessHandle> frozen = new ArrayList<>();
        ProcessHandle postmaster = Postmaster.of(cluster.folder()).orElseThrow().process();
        // the one that makes the others comes first, so that none is missed
        Signals.send("STOP", Stream.of(postmaster));
        Signals.send("STOP", postmaster.descendants());
        frozen.add(postmaster);
        postmaster.descendants().forEach(frozen::add);
        return frozen;
    }

    /** Lets it go on where it was frozen. */
    public void thaw(List<ProcessHandle> frozen) throws IOException {
        Signals.send("CONT", frozen.stream());
    }

    /** Whether its main process runs. */
    public boolean isRunning() throws IOException {
        return Postmaster.of(cluster.folder()).isPresent();
    }

    /** JDBC URL of the database. */
    public String url() {
        return url(DATABASE);
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    public int port() {
        return port;
    }

    public String user() {
        return Cluster.USER;
    }

    public String password() throws IOException {
        return cluster.password();
    }

    /** A connection of the test's own to the database. */
    public Connection connect() throws IOException, SQLException {
        return connect(DATABASE);
    }

    private Connection connect(String database) throws IOException, SQLException {
        return DriverManager.getConnection(url(database), user(), password());
    }

    /** Runs a statement on a connection of its own. */
    public void execute(String sql) throws IOException, SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** What a query counts. */
    public long number(String sql) throws IOException, SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    @Override
    public void close() throws IOException {
        if (isRunning()) {
            stop();
        }
    }
}
