package dev.hubbub.bench;

import org.HdrHistogram.Histogram;

/** How long things took; recorded by one thread. */
final class Latencies {
    private static final long LONGEST_NANOS = 120_000_000_000L;

    private final Histogram histogram = new Histogram(LONGEST_NANOS, 3);

    void record(long nanos) {
        histogram.recordValue(Math.max(0, Math.min(nanos, LONGEST_NANOS)));
    }

    void add(Latencies other) {
        histogram.add(other.histogram);
    }

    long count() {
        return histogram.getTotalCount();
    }

    /** The latency that this share of all kept to, in milliseconds. */
    double millis(double percent) {
        return histogram.getValueAtPercentile(percent) / 1e6;
    }
}
