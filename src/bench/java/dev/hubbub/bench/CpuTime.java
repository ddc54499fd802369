package dev.hubbub.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.LongStream;

/** Processor time: it says what a message costs even while the machine does other things. Linux tells. */
final class CpuTime {
    /** Of the clock in which Linux counts it: USER_HZ is 100 wherever a JVM runs. */
    private static final double TICKS = 100;

    private CpuTime() {}

    /** Of a process, in seconds since its start. */
    static double of(long pid) throws IOException {
        return ticks(pid, 2) / TICKS;
    }

    /** Of a process and those it has started, in seconds: those that run, and those that have ended. */
    static double ofTree(long pid) throws IOException {
        long sum = ticks(pid, 4);
        for (long child : children(pid)) {
            sum += ticks(child, 4);
        }
        return sum / TICKS;
    }

    private static long[] children(long pid) {
        return ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::descendants)
                .mapToLong(ProcessHandle::pid)
                .toArray();
    }

    /** @param fields utime, stime, and with four of them what children took that have ended: proc(5), fields 14 to 17 */
    private static long ticks(long pid, int fields) throws IOException {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            String[] after = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return LongStream.range(11, 11 + fields)
                    .map(field -> Long.parseLong(after[(int) field]))
                    .sum();
        } catch (NoSuchFileException e) {
            return 0;
        }
    }
}
