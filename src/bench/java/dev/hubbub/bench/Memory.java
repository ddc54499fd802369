package dev.hubbub.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** How much memory a process has in hand; Linux tells. */
final class Memory {
    private Memory() {}

    /** Resident, in kilobytes; without what is mapped from files and shared with everybody. */
    static long ownOf(long pid) throws IOException {
        return line(pid, "RssAnon:");
    }

    /** Resident, in kilobytes. */
    static long of(long pid) throws IOException {
        return line(pid, "VmRSS:");
    }

    private static long line(long pid, String name) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow(() -> new IOException("process " + pid + " does not tell its " + name));
    }

    /** Makes a JVM throw away what nobody holds, so that the rest can be counted. */
    static void collect(long pid) throws IOException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process process = new ProcessBuilder(jcmd.toString(), Long.toString(pid), "GC.run")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
