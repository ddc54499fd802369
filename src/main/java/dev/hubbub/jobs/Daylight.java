package dev.hubbub.jobs;

import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Date;
import java.util.Optional;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;
import org.quartz.CronExpression;
import org.quartz.CronTrigger;

/**
 * Runs whose time does not exist because the clocks go forward. Quartz leaves them out; here they are made up for on the
 * same day, later by as much as the clocks go forward: at 3:30 for 2:30. That is the very moment at which it would have
 * been 2:30. (A time that exists twice, when the clocks go back, Quartz takes once, the second time.)
 */
final class Daylight {
    /** A run that was skipped longer ago has been missed, as any other. */
    private static final Duration TOO_LATE = Duration.ofMinutes(1);

    /** No clocks go forward by more. */
    private static final Duration LONGEST_GAP = Duration.ofHours(24);

    private Daylight() {}

    /** A run before the trigger's next one that the clocks skip, if there is one. */
    static Optional<Date> skippedRun(CronTrigger trigger, Instant now) {
        @Nullable Date next = trigger.getNextFireTime();
        return next == null ? Optional.empty() : skippedRun(trigger, from(trigger, now), next.toInstant());
    }

    /** After when a run counts: the last one, but neither before the job began nor long ago. */
    private static Instant from(CronTrigger trigger, Instant now) {
        Instant from = now.minus(TOO_LATE);
        Instant begin = trigger.getStartTime().toInstant().minusMillis(1);
        @Nullable Date previous = trigger.getPreviousFireTime();
        if (begin.isAfter(from)) {
            from = begin;
        }
        return previous != null && previous.toInstant().isAfter(from) ? previous.toInstant() : from;
    }

    private static Optional<Date> skippedRun(CronTrigger trigger, Instant from, Instant next) {
        ZoneRules rules = trigger.getTimeZone().toZoneId().getRules();
        for (@Nullable ZoneOffsetTransition change = rules.nextTransition(from.minus(LONGEST_GAP));
                change != null && change.getInstant().isBefore(next);
                change = rules.nextTransition(change.getInstant())) {
            Optional<Date> run = change.isGap() ? within(change, trigger.getCronExpression(), from) : Optional.empty();
            if (run.isPresent() && run.get().toInstant().isBefore(next)) {
                return run;
            }
        }
        return Optional.empty();
    }

    /** The first run after a moment at a time that the gap leaves out, as the clocks would have shown it without the gap. */
    private static Optional<Date> within(ZoneOffsetTransition gap, String cron, Instant from) {
        Instant begin = gap.getInstant().minusMillis(1);
        Instant end = gap.getInstant().plus(gap.getDuration());
        try {
            CronExpression expression = new CronExpression(cron);
            expression.setTimeZone(TimeZone.getTimeZone(gap.getOffsetBefore()));
            @Nullable Date run = expression.getNextValidTimeAfter(Date.from(from.isAfter(begin) ? from : begin));
            return run == null || !run.toInstant().isBefore(end) ? Optional.empty() : Optional.of(run);
        } catch (ParseException e) {
            throw new IllegalStateException("a trigger has a cron expression that is none", e);
        }
    }
}
