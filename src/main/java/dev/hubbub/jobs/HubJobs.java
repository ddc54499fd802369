package dev.hubbub.jobs;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.quartz.CronScheduleBuilder;
import org.quartz.CronTrigger;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;

/** The hub's own jobs. */
final class HubJobs {
    private final Scheduling scheduling;
    private final Map<String, HubJob> jobs = new ConcurrentHashMap<>();

    HubJobs(Scheduling scheduling) {
        this.scheduling = scheduling;
        scheduling.serve(Runner.class, () -> new Runner(jobs));
    }

    /** Puts a job on the schedule, or changes its time there. */
    void add(HubJob job) {
        jobs.put(job.name(), job);
        JobDetail detail = JobBuilder.newJob(Runner.class)
                .withIdentity(job.name(), JobName.HUB)
                .build();
        try {
            schedule(detail, job.cron());
        } catch (SchedulerException | RuntimeException e) {
            throw new JobsException("job " + job.name() + " cannot be scheduled: " + e.getMessage(), e);
        }
    }

    Optional<HubJob> find(String name) {
        return Optional.ofNullable(jobs.get(name));
    }

    private void schedule(JobDetail job, String cron) throws SchedulerException {
        Scheduler quartz = scheduling.quartz();
        TriggerKey key = new TriggerKey(job.getKey().getName(), job.getKey().getGroup());
        boolean unchanged = quartz.getTrigger(key) instanceof CronTrigger stored
                && stored.getCronExpression().equals(cron);
        if (!unchanged) {
            CronTrigger trigger = TriggerBuilder.newTrigger()
                    .withIdentity(key)
                    .withSchedule(CronScheduleBuilder.cronSchedule(cron).withMisfireHandlingInstructionFireAndProceed())
                    .build();
            quartz.scheduleJob(job, Set.of(trigger), true);
        }
    }

    /** What Quartz starts: finds the job by its name and does its task. */
    @DisallowConcurrentExecution
    static final class Runner implements Job {
        private final Map<String, HubJob> jobs;

        Runner(Map<String, HubJob> jobs) {
            this.jobs = jobs;
        }

        @Override
        public void execute(JobExecutionContext run) throws JobExecutionException {
            HubJob job = jobs.get(run.getJobDetail().getKey().getName());
            if (job == null) {
                throw new JobExecutionException("this version of the hub has no such job");
            }
            try {
                job.task().run();
            } catch (RuntimeException e) {
                throw new JobExecutionException(e);
            }
        }
    }
}
