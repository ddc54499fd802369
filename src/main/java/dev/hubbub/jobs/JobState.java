package dev.hubbub.jobs;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job as people see it.
 *
 * @param name its name, unique
 * @param what what it does, in a line
 * @param schedule its cron expression, or {@code every 1h}
 * @param doing whether it waits for its time, runs, or is paused
 * @param nextRun when it runs next, or null if never
 * @param last its last run, or null if it never ran
 */
public record JobState(
        String name,
        String what,
        String schedule,
        Doing doing,
        @Nullable Instant nextRun,
        JobLedger.@Nullable Run last) {

    /** What a job is doing. */
    public enum Doing {
        /** It waits for its time. */
        SCHEDULED,
        /** It runs just now, on this node. */
        RUNNING,
        /** Its route is paused or stopped; runs that fall due are skipped. */
        PAUSED
    }
}
