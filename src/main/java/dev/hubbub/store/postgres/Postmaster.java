package dev.hubbub.store.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server process that runs on a cluster.
 *
 * @param process the operating system's view of it; knows when its id has gone to another process
 */
record Postmaster(ProcessHandle process) {
    private static final Logger log = LoggerFactory.getLogger(Postmaster.class);
    private static final String PID_FILE = "postmaster.pid";

    /**
     * Who runs on the cluster, going by {@code postmaster.pid}. A file left behind by a server that is gone is not
     * believed, even if its process id belongs to somebody else by now.
     */
    static Optional<Postmaster> of(Path cluster) throws IOException {
        Path file = cluster.resolve(PID_FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(file);
        if (lines.isEmpty() || !lines.get(0).strip().matches("\\d{1,18}")) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
                .filter(process -> isServerOf(cluster, process))
                .map(Postmaster::new);
    }

    /** Takes away what a server that is gone has left behind, so that the next can start. */
    static void forget(Path cluster) throws IOException {
        if (Files.deleteIfExists(cluster.resolve(PID_FILE))) {
            log.info("Removed the {} of a server that is gone", PID_FILE);
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive() && !isZombie(process.pid());
    }

    private static boolean isServerOf(Path cluster, ProcessHandle process) {
        if (!process.isAlive() || isZombie(process.pid())) {
            return false;
        }
        Path proc = Path.of("/proc", Long.toString(process.pid()));
        if (Files.isDirectory(proc)) {
            try {
                // a server's working directory is its cluster, even after the folder was moved
                return proc.resolve("cwd").toRealPath().equals(cluster.toRealPath())
                        && commandOf(proc).contains("postgres");
            } catch (IOException e) {
                log.debug("Process {} does not show its working directory", process.pid(), e);
            }
        }
        return process.info()
                .command()
                .map(command -> command.contains("postgres"))
                .orElse(false);
    }

    private static String commandOf(Path proc) throws IOException {
        return Files.readString(proc.resolve("comm"));
    }

    /** Whether the process has ended and only waits for its parent to notice, as in a container without an init. */
    private static boolean isZombie(long pid) {
        Path stat = Path.of("/proc", Long.toString(pid), "stat");
        try {
            if (!Files.exists(stat)) {
                return false;
            }
            String text = Files.readString(stat);
            return text.startsWith(" Z", text.lastIndexOf(')') + 1);
        } catch (IOException e) {
            log.debug("Process {} ended while it was looked at", pid, e);
            return true;
        }
    }
}
