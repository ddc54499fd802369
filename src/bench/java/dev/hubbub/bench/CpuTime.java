package dev.hubbub.bench;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** Processor time: it says what a message costs even while the machine does other things. */
final class CpuTime {
    private CpuTime() {}

    /** Of a process, in seconds since its start. */
    static double of(long pid) {
        return ProcessHandle.of(pid).map(CpuTime::seconds).orElse(0.0);
    }

    /** Of a process and those it has started, in seconds. */
    static double ofTree(long pid) {
        return ProcessHandle.of(pid)
                .map(root -> Stream.concat(Stream.of(root), root.descendants())
                        .mapToDouble(CpuTime::seconds)
                        .sum())
                .orElse(0.0);
    }

    private static double seconds(ProcessHandle process) {
        Optional<Duration> time = process.info().totalCpuDuration();
        return time.map(total -> total.toNanos() / 1e9).orElse(0.0);
    }
}
