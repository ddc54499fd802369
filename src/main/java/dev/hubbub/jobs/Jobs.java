package dev.hubbub.jobs;

import dev.hubbub.bot.AlarmClock;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.quartz.JobKey;
import org.quartz.SchedulerException;
import org.quartz.utils.ConnectionProvider;

/**
 * All that a clock starts. To be used in this order: open; give {@link #component} to Camel as {@code quartz}; {@link
 * #add} the hub's own jobs; say who hears the alarms; load the route files; {@link #start}.
 */
public final class Jobs implements AutoCloseable {
    private final Scheduling scheduling;
    private final LiveRoutes routes = new LiveRoutes();
    private final Duration minEvery;
    private final HubJobs own;
    private final Alarms alarms;
    private final JobList list;

    private Jobs(Scheduling scheduling, JobLedger ledger, Duration minEvery, Clock clock) throws SchedulerException {
        this.scheduling = scheduling;
        this.minEvery = minEvery;
        this.own = new HubJobs(scheduling);
        this.alarms = new Alarms(scheduling);
        this.list = new JobList(scheduling, routes, own, ledger);
        new RunRecorder(routes, ledger, clock).watch(scheduling);
    }

    /**
     * Opens the schedule that all nodes share; nothing runs yet.
     *
     * @param connections to the database
     * @param node names this node, as in {@link Scheduling#open}
     * @param minEvery the shortest time between two runs that a route file may ask for
     * @throws JobsException if the database cannot be reached
     */
    public static Jobs open(
            ConnectionProvider connections, String node, JobLedger ledger, Duration minEvery, Clock clock) {
        try {
            return new Jobs(Scheduling.open(connections, node), ledger, minEvery, clock);
        } catch (SchedulerException e) {
            throw new JobsException("the schedule cannot be opened: " + e.getMessage(), e);
        }
    }

    /** Camel's {@code quartz:} on this schedule, a new one for each context whose routes really run. */
    public QuartzRoutes component() {
        return new QuartzRoutes(scheduling, routes, minEvery);
    }

    /** Sets the alarms of reminders. */
    public AlarmClock alarms() {
        return alarms;
    }

    /** Says who is called when an alarm rings; what it throws makes the alarm ring again a little later. */
    public void ringWith(Consumer<UUID> listener) {
        alarms.ringWith(listener);
    }

    /** Puts a job of the hub's own on the schedule, or changes its time there. */
    public void add(HubJob job) {
        own.add(job);
    }

    /** Takes away what was stored for route files that are gone, and begins to start what is due. */
    public void start() {
        try {
            routes.forgetLeftOvers(scheduling.quartz());
        } catch (SchedulerException e) {
            throw new JobsException("the schedule cannot be read: " + e.getMessage(), e);
        }
        scheduling.start();
    }

    /** All jobs, by name; reminders are not among them. */
    public List<JobState> list() {
        try {
            return list.all();
        } catch (SchedulerException e) {
            throw new JobsException("the schedule cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Runs a job now, once, beside its schedule, on some node.
     *
     * @return whether there is such a job that is not paused
     */
    public boolean runNow(String name) {
        try {
            Optional<JobKey> job = list.findReady(name);
            if (job.isPresent()) {
                scheduling.quartz().triggerJob(job.get());
            }
            return job.isPresent();
        } catch (SchedulerException e) {
            throw new JobsException("job " + name + " cannot be run: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        scheduling.close();
    }
}
