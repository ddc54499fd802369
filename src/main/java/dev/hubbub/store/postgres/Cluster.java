package dev.hubbub.store.postgres;

import dev.hubbub.store.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A database cluster on disk and how to start and stop a server on it. Nothing in it depends on where it lies. */
final class Cluster {
    /** The one user, who owns everything. */
    static final String USER = "hubbub";

    private static final String MAJOR = "18";
    private static final Logger log = LoggerFactory.getLogger(Cluster.class);

    private final Path folder;
    private final Path passwordFile;
    private final Binaries binaries;
    private final Command command;

    /**
     * The cluster in {@code <data>/postgres}.
     *
     * @param data the hub's data folder, absolute
     */
    Cluster(Path data, Binaries binaries) {
        this.folder = data.resolve("postgres");
        this.passwordFile = data.resolve("postgres.password");
        this.binaries = binaries;
        this.command = new Command(data.resolve("postgres.out"));
    }

    Path folder() {
        return folder;
    }

    String password() throws IOException {
        return Files.readString(passwordFile).strip();
    }

    /**
     * Makes the cluster unless it is there.
     *
     * @throws IllegalStateException if what is there cannot be used: another major version, or no password
     */
    void create() throws IOException {
        Path version = folder.resolve("PG_VERSION");
        if (Files.exists(version)) {
            check(Files.readString(version).strip());
            return;
        }
        if (Files.exists(folder)) {
            throw new IllegalStateException(folder + " is there but holds no PostgreSQL data; move it away");
        }
        log.info("Making a database in {}", folder);
        if (!Files.exists(passwordFile)) {
            byte[] random = new byte[24];
            new SecureRandom().nextBytes(random);
            Secrets.write(passwordFile, HexFormat.of().formatHex(random));
        }
        Path half = folder.resolveSibling("postgres.new");
        delete(half);
        command.run(
                Duration.ofMinutes(3),
                List.of(
                        binaries.program("initdb").toString(),
                        "--pgdata=" + half,
                        "--username=" + USER,
                        "--auth=scram-sha-256",
                        "--pwfile=" + passwordFile,
                        // rounds protect what people choose; this is 192 random bits, and each connection pays for them
                        "--set=scram_iterations=1",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8"));
        Files.move(half, folder, StandardCopyOption.ATOMIC_MOVE);
    }

    private void check(String version) {
        if (!version.equals(MAJOR)) {
            throw new IllegalStateException("the database in " + folder + " was made by PostgreSQL " + version
                    + ", and this hub brings PostgreSQL " + MAJOR
                    + ": start the hub that made it, pg_dump the database, move "
                    + folder + " away, and restore the dump into the new one");
        }
        if (!Files.exists(passwordFile)) {
            throw new IllegalStateException("the password of the database is gone: " + passwordFile + " belongs beside "
                    + folder + "; restore it");
        }
    }

    /** Starts a server and waits until it takes connections. */
    void start(int port) throws IOException {
        Files.writeString(folder.resolve("postgresql.conf"), ServerSettings.of(port));
        Files.writeString(folder.resolve("pg_hba.conf"), ServerSettings.ACCESS);
        control(
                Duration.ofMinutes(11),
                "start",
                "-w",
                "-t",
                "600",
                "-l",
                folder.resolve("start.log").toString());
    }

    /**
     * Stops whatever server runs on this cluster: cleanly, or if that takes too long, by force (it recovers at the
     * next start).
     */
    void stop() throws IOException {
        try {
            control(Duration.ofSeconds(70), "stop", "-w", "-t", "60", "-m", "fast");
        } catch (IOException e) {
            log.warn("PostgreSQL does not stop cleanly, so it is stopped at once", e);
            control(Duration.ofSeconds(40), "stop", "-w", "-t", "30", "-m", "immediate");
        }
    }

    /** Runs {@code pg_ctl} on this cluster. */
    void control(Duration limit, String... words) throws IOException {
        List<String> all = new ArrayList<>(List.of(binaries.program("pg_ctl").toString(), "-D", folder.toString()));
        all.addAll(List.of(words));
        try {
            command.run(limit, all);
        } catch (IOException e) {
            throw new IOException(e.getMessage() + lastWords(), e);
        }
    }

    private String lastWords() throws IOException {
        Path file = folder.resolve("start.log");
        if (!Files.exists(file)) {
            return "";
        }
        List<String> lines = Files.readAllLines(file);
        return "\n" + String.join("\n", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
