/**
 * Benchmarks: each scenario measures the hub beside what people would use instead, in the same run, alternating, on the
 * same PostgreSQL with the same settings. {@link dev.hubbub.bench.Bench} is the command; {@code src/bench/run} starts it.
 */
@NullMarked
package dev.hubbub.bench;

import org.jspecify.annotations.NullMarked;
