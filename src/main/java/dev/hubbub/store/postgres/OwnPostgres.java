package dev.hubbub.store.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server of the hub's own: on loopback, on a free port, with a password that stays in the data folder,
 * and as durable as any. While this is open, a server that dies is started again. A server that a killed hub has left
 * behind is stopped cleanly first, so that there is always one, with known settings.
 *
 * <p>The data folder must be held ({@link dev.hubbub.store.DataFolder}) by whoever starts this.
 */
public final class OwnPostgres implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(OwnPostgres.class);
    private static final long LOOK_MILLIS = 500;
    private static final long LONGEST_PAUSE_MILLIS = 8_000;
    private static final int PORTS_TRIED = 5;

    private final Cluster cluster;
    private final String password;
    private final Thread watch;
    private volatile int port;
    private Postmaster server;
    private boolean closed;

    private OwnPostgres(Cluster cluster, String password, int port, Postmaster server) {
        this.cluster = cluster;
        this.password = password;
        this.port = port;
        this.server = server;
        this.watch = new Thread(this::watch, "postgres-watch");
        watch.setDaemon(true);
    }

    /**
     * Starts the server; the first time, makes its cluster.
     *
     * @param data the hub's data folder; the cluster lies in {@code postgres} within
     * @param programs where PostgreSQL's programs are unpacked to, once
     * @throws IOException if the server cannot be started, with what it said
     * @throws IllegalStateException if the cluster cannot be used, with what to do about it
     */
    public static OwnPostgres start(Path data, Path programs) throws IOException {
        Path folder = data.toRealPath();
        Cluster cluster = new Cluster(folder, Binaries.unpack(programs));
        cluster.create();
        int port = startServer(cluster, freePort());
        Postmaster server = Postmaster.of(cluster.folder())
                .orElseThrow(() -> new IOException("PostgreSQL has ended right after its start"));
        log.info("PostgreSQL runs on 127.0.0.1:{} (process {})", port, server.pid());
        OwnPostgres postgres = new OwnPostgres(cluster, cluster.password(), port, server);
        postgres.watch.start();
        return postgres;
    }

    /** Where the server listens on 127.0.0.1; another port after a restart, if the old one was taken meanwhile. */
    public int port() {
        return port;
    }

    public String user() {
        return Cluster.USER;
    }

    /** The password of {@link #user}; never to be shown. */
    public String password() {
        return password;
    }

    /** The server's process id just now. */
    public synchronized long pid() {
        return server.pid();
    }

    /** JDBC URL of one of its databases just now. */
    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** Makes a database unless it is there. */
    public void createDatabase(String name) throws SQLException {
        if (!name.matches("[a-z][a-z0-9_]{0,62}")) {
            throw new IllegalArgumentException("'" + name + "' is no name for a database");
        }
        try (Connection connection = DriverManager.getConnection(url("postgres"), user(), password());
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("select from pg_database where datname = '" + name + "'")) {
            if (!found.next()) {
                statement.execute("create database " + name);
            }
        }
    }

    /** Stops the server cleanly; done again, it does nothing. Takes a second or a few, a minute at worst. */
    @Override
    public synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        notifyAll();
        if (server.isAlive()) {
            cluster.stop();
        }
    }

    /** Looks after the server no longer, and leaves it running, as a hub does that is killed. */
    synchronized void abandon() {
        closed = true;
        notifyAll();
    }

    private synchronized void watch() {
        long pause = LOOK_MILLIS;
        try {
            while (!closed) {
                wait(pause);
                if (closed || server.isAlive()) {
                    pause = LOOK_MILLIS;
                    continue;
                }
                log.error("PostgreSQL (process {}) has ended; it is started again", server.pid());
                pause = restart() ? LOOK_MILLIS : Math.min(LONGEST_PAUSE_MILLIS, 2 * pause);
            }
        } catch (InterruptedException e) {
            log.warn("Nobody watches PostgreSQL any more", e);
        }
    }

    synchronized boolean restart() {
        try {
            port = startServer(cluster, port);
            Optional<Postmaster> started = Postmaster.of(cluster.folder());
            started.ifPresent(postmaster -> server = postmaster);
            log.info("PostgreSQL runs again on 127.0.0.1:{} (process {})", port, server.pid());
            return started.isPresent();
        } catch (IOException | RuntimeException e) {
            log.error("PostgreSQL cannot be started again just now", e);
            return false;
        }
    }

    /** Starts a server on that port, or on a free one if somebody else has it. */
    private static int startServer(Cluster cluster, int wanted) throws IOException {
        if (Postmaster.of(cluster.folder()).isPresent()) {
            log.info("A server was left running on {}; it is stopped first", cluster.folder());
            cluster.stop();
        }
        Postmaster.forget(cluster.folder());
        int port = wanted;
        for (int tried = 1; ; tried++) {
            try {
                cluster.start(port);
                return port;
            } catch (IOException e) {
                if (tried == PORTS_TRIED || isFree(port)) {
                    throw e;
                }
                log.info("Port {} has been taken by another program; trying the next", port);
                port = freePort();
            }
        }
    }

    private static boolean isFree(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (java.net.BindException e) {
            log.trace("Port {} is taken", port, e);
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
