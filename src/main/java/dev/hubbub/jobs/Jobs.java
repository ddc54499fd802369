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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that a clock starts. To be used in this order: open; give {@link #component} to Camel as {@code quartz}; {@link
 * #add} the hub's own jobs; say who hears the alarms; begin with the route files; {@link #start}.
 */
public final class Jobs implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Jobs.class);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

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

    /**
     * Begins to start what is due, once the route files are up or a while has passed; does not wait for that.
     *
     * @param files waits for route files, as {@link dev.hubbub.routes.RouteFolder#awaitSettled} does
     */
    public void start(Settling files) {
        Thread thread = new Thread(() -> startAfter(files), "hubbub-jobs-start");
        thread.setDaemon(true);
        thread.start();
    }

    /** Waits for something to come to rest. */
    @FunctionalInterface
    public interface Settling {
        /** Whether it did within that time. */
        boolean await(Duration time) throws InterruptedException;
    }

    private void startAfter(Settling files) {
        try {
            if (files.await(PATIENCE)) {
                routes.forgetLeftOvers(scheduling.quartz());
            } else {
                log.warn("Some route files are not up after {}; jobs start without them", PATIENCE);
            }
            scheduling.start();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SchedulerException | JobsException e) {
            log.error("Jobs and reminders do not start", e);
        }
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
