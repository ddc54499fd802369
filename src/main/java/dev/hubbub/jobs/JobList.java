package dev.hubbub.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Route;
import org.jspecify.annotations.Nullable;
import org.quartz.CronTrigger;
import org.quartz.JobDetail;
import org.quartz.JobExecutionContext;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleTrigger;
import org.quartz.Trigger;
import org.quartz.TriggerKey;
import org.quartz.impl.matchers.GroupMatcher;

/** Reads the schedule for people. */
final class JobList {
    private final Scheduler quartz;
    private final LiveRoutes routes;
    private final HubJobs own;
    private final JobLedger ledger;

    JobList(Scheduling scheduling, LiveRoutes routes, HubJobs own, JobLedger ledger) {
        this.quartz = scheduling.quartz();
        this.routes = routes;
        this.own = own;
        this.ledger = ledger;
    }

    List<JobState> all() throws SchedulerException {
        Map<String, JobLedger.Run> last = ledger.last();
        Set<JobKey> running = running();
        List<JobState> found = new ArrayList<>();
        for (JobKey key : listed()) {
            Optional<What> what = what(key);
            if (what.isPresent()) {
                found.add(state(key, what.get(), running.contains(key), last.get(JobName.of(key))));
            }
        }
        found.sort(Comparator.comparing(JobState::name));
        return found;
    }

    /** The key of a job that is on the schedule and not paused. */
    Optional<JobKey> findReady(String name) throws SchedulerException {
        for (JobKey key : listed()) {
            if (JobName.of(key).equals(name)) {
                return what(key).filter(what -> !what.paused()).map(what -> key);
            }
        }
        return Optional.empty();
    }

    private JobState state(JobKey key, What what, boolean running, JobLedger.@Nullable Run last)
            throws SchedulerException {
        @Nullable Trigger trigger = quartz.getTrigger(new TriggerKey(key.getName(), key.getGroup()));
        JobState.Doing doing = running ? JobState.Doing.RUNNING : JobState.Doing.SCHEDULED;
        return new JobState(
                JobName.of(key),
                what.text(),
                trigger == null ? "" : schedule(trigger),
                what.paused() ? JobState.Doing.PAUSED : doing,
                trigger == null ? null : next(trigger),
                last);
    }

    /** What a job is for; empty for what is stored of a route that is no more, or of another version's own job. */
    private Optional<What> what(JobKey key) throws SchedulerException {
        JobDetail job = quartz.getJobDetail(key);
        if (job == null) {
            return Optional.empty();
        }
        return QuartzRoutes.isOfRoute(job)
                ? routes.routeOf(key).map(route -> new What(text(route), !QuartzRoutes.isRunning(route)))
                : own.find(key.getName()).map(found -> new What(found.what(), false));
    }

    private List<JobKey> listed() throws SchedulerException {
        return quartz.getJobKeys(GroupMatcher.anyJobGroup()).stream()
                .filter(JobName::isListed)
                .toList();
    }

    private Set<JobKey> running() throws SchedulerException {
        Set<JobKey> running = new HashSet<>();
        for (JobExecutionContext run : quartz.getCurrentlyExecutingJobs()) {
            running.add(run.getJobDetail().getKey());
        }
        return running;
    }

    private static String text(Route route) {
        String description = route.getDescription();
        return description != null ? description : "route " + route.getRouteId();
    }

    private static @Nullable Instant next(Trigger trigger) {
        return trigger.getNextFireTime() == null
                ? null
                : trigger.getNextFireTime().toInstant();
    }

    private static String schedule(Trigger trigger) {
        if (trigger instanceof CronTrigger cron) {
            return cron.getCronExpression();
        }
        return trigger instanceof SimpleTrigger simple
                ? "every " + Spans.shown(Duration.ofMillis(simple.getRepeatInterval()))
                : "";
    }

    private record What(String text, boolean paused) {}
}
