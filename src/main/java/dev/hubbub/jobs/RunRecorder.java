package dev.hubbub.jobs;

import java.time.Clock;
import java.util.Optional;
import org.apache.camel.Route;
import org.jspecify.annotations.Nullable;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;
import org.quartz.JobKey;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.listeners.JobListenerSupport;
import org.quartz.listeners.TriggerListenerSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches jobs run: writes the ledger, and holds back runs whose route is paused or gone. */
final class RunRecorder {
    private static final Logger log = LoggerFactory.getLogger(RunRecorder.class);
    private static final String NAME = "hubbub";
    private static final int MAX_REASON = 300;

    private final LiveRoutes routes;
    private final JobLedger ledger;
    private final Clock clock;

    RunRecorder(LiveRoutes routes, JobLedger ledger, Clock clock) {
        this.routes = routes;
        this.ledger = ledger;
        this.clock = clock;
    }

    void watch(Scheduling scheduling) throws SchedulerException {
        scheduling.quartz().getListenerManager().addJobListener(new Runs());
        scheduling.quartz().getListenerManager().addTriggerListener(new Gate());
    }

    /** The ledger is for people to look at: that it cannot be written must not hold a job up. */
    private static void write(JobKey job, Runnable line) {
        if (!JobName.isListed(job)) {
            return;
        }
        try {
            line.run();
        } catch (RuntimeException e) {
            log.warn("The run of job {} cannot be noted: {}", JobName.of(job), e.toString());
        }
    }

    private final class Runs extends JobListenerSupport {
        @Override
        public String getName() {
            return NAME;
        }

        @Override
        public void jobToBeExecuted(JobExecutionContext run) {
            JobKey job = run.getJobDetail().getKey();
            write(job, () -> ledger.begun(JobName.of(job), clock.instant()));
        }

        @Override
        public void jobWasExecuted(JobExecutionContext run, @Nullable JobExecutionException failure) {
            JobKey job = run.getJobDetail().getKey();
            write(
                    job,
                    () -> ledger.ended(
                            JobName.of(job),
                            clock.instant(),
                            failure == null ? JobLedger.Outcome.DONE : JobLedger.Outcome.FAILED,
                            failure == null ? null : reason(failure)));
        }
    }

    private final class Gate extends TriggerListenerSupport {
        @Override
        public String getName() {
            return NAME;
        }

        @Override
        public boolean vetoJobExecution(Trigger trigger, JobExecutionContext run) {
            if (!QuartzRoutes.isOfRoute(run.getJobDetail())) {
                return false;
            }
            JobKey job = run.getJobDetail().getKey();
            Optional<Route> route = routes.routeOf(job);
            if (route.isEmpty()) {
                if (routes.settled()) {
                    forget(run, job);
                }
                return true;
            }
            if (QuartzRoutes.isRunning(route.get())) {
                return false;
            }
            write(job, () -> {
                ledger.begun(JobName.of(job), clock.instant());
                ledger.ended(JobName.of(job), clock.instant(), JobLedger.Outcome.SKIPPED, "its route is paused");
            });
            return true;
        }

        private void forget(JobExecutionContext run, JobKey job) {
            try {
                log.info("Job {} is taken off the schedule: no route has it any more", JobName.of(job));
                run.getScheduler().deleteJob(job);
            } catch (SchedulerException e) {
                log.warn("Job {} cannot be taken off the schedule: {}", JobName.of(job), e.toString());
            }
        }
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String text = cause.getMessage() == null
                ? cause.getClass().getSimpleName()
                : cause.getClass().getSimpleName() + ": " + cause.getMessage();
        return text.length() <= MAX_REASON ? text : text.substring(0, MAX_REASON) + "…";
    }
}
