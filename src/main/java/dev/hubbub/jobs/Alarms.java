package dev.hubbub.jobs;

import dev.hubbub.bot.AlarmClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import java.util.function.Consumer;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;
import org.quartz.JobKey;
import org.quartz.ObjectAlreadyExistsException;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The alarms of reminders: one Quartz job each, with one trigger at its exact time. One that fell due while no node was
 * up rings at once; one that could not be said rings again a little later.
 */
final class Alarms implements AlarmClock {
    private static final Logger log = LoggerFactory.getLogger(Alarms.class);
    private static final Duration AGAIN = Duration.ofSeconds(5);

    private final Scheduling scheduling;
    private volatile Consumer<UUID> ring = id -> {
        throw new IllegalStateException("nobody listens to the alarms yet");
    };

    Alarms(Scheduling scheduling) {
        this.scheduling = scheduling;
        scheduling.serve(Ringer.class, () -> new Ringer(ring));
    }

    /** Says who is called when an alarm rings. */
    void ringWith(Consumer<UUID> listener) {
        ring = listener;
    }

    @Override
    public void set(UUID reminder, Instant at) {
        JobDetail job = JobBuilder.newJob(Ringer.class)
                .withIdentity(key(reminder))
                .requestRecovery()
                .build();
        try {
            if (!scheduling.quartz().checkExists(job.getKey())) {
                scheduling.quartz().scheduleJob(job, trigger(reminder.toString(), at));
            }
        } catch (ObjectAlreadyExistsException e) {
            log.debug("Alarm {} was set by another node", reminder);
        } catch (SchedulerException e) {
            throw new JobsException("the alarm cannot be set: " + e.getMessage(), e);
        }
    }

    @Override
    public void unset(UUID reminder) {
        try {
            scheduling.quartz().deleteJob(key(reminder));
        } catch (SchedulerException e) {
            throw new JobsException("the alarm cannot be taken back: " + e.getMessage(), e);
        }
    }

    private static JobKey key(UUID reminder) {
        return new JobKey(reminder.toString(), JobName.ALARMS);
    }

    private static Trigger trigger(String name, Instant at) {
        return TriggerBuilder.newTrigger()
                .withIdentity(name, JobName.ALARMS)
                .startAt(Date.from(at))
                .withSchedule(onceHoweverLate())
                .build();
    }

    /** With any other policy one that is late waits for the next look for late ones, which is up to a minute away. */
    private static SimpleScheduleBuilder onceHoweverLate() {
        return SimpleScheduleBuilder.simpleSchedule().withMisfireHandlingInstructionIgnoreMisfires();
    }

    /** What Quartz starts. */
    static final class Ringer implements Job {
        private final Consumer<UUID> ring;

        Ringer(Consumer<UUID> ring) {
            this.ring = ring;
        }

        @Override
        public void execute(JobExecutionContext run) throws JobExecutionException {
            JobKey key = run.getJobDetail().getKey();
            try {
                ring.accept(UUID.fromString(key.getName()));
            } catch (RuntimeException e) {
                log.warn("Reminder {} cannot be said yet: {}", key.getName(), e.toString());
                ringAgain(run, key);
                throw new JobExecutionException(e);
            }
        }

        private static void ringAgain(JobExecutionContext run, JobKey key) throws JobExecutionException {
            Instant at = run.getFireTime().toInstant().plus(AGAIN);
            Trigger again = trigger(key.getName() + "@" + at.toEpochMilli(), at)
                    .getTriggerBuilder()
                    .forJob(key)
                    .build();
            try {
                run.getScheduler().scheduleJob(again);
            } catch (SchedulerException e) {
                throw new JobExecutionException("the alarm cannot be set again", e);
            }
        }
    }
}
