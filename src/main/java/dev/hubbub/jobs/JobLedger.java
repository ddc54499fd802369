package dev.hubbub.jobs;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How each job ended last, on whichever node it ran. */
public interface JobLedger {
    /** Notes that a run begins. */
    void begun(String job, Instant at);

    /**
     * Notes how the run ended.
     *
     * @param reason why it failed or was skipped, or null
     */
    void ended(String job, Instant at, Outcome outcome, @Nullable String reason);

    /** The last run of each job that ever ran. */
    Map<String, Run> last();

    /** How a run can end. */
    enum Outcome {
        /** It did what it is for. */
        DONE,
        /** It failed; the next run comes at its time. */
        FAILED,
        /** It fell due while its route was paused. */
        SKIPPED
    }

    /**
     * A run.
     *
     * @param endedAt null while it lasts, or if the node died during it
     * @param outcome null until it has ended
     */
    record Run(
            Instant beganAt,
            @Nullable Instant endedAt,
            @Nullable Outcome outcome,
            @Nullable String reason) {}
}
