package dev.hubbub.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

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

    /** Bytes of the objects that a JVM still needs; it throws the others away to tell. */
    static long heldBy(long pid) throws IOException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process process = new ProcessBuilder(jcmd.toString(), Long.toString(pid), "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return told.lines()
                .filter(line -> line.startsWith("Total"))
                .mapToLong(line -> Long.parseLong(line.strip().replaceAll(".*\\s", "")))
                .findFirst()
                .orElseThrow(() -> new IOException("process " + pid + " does not tell what it holds: " + told));
    }
}
