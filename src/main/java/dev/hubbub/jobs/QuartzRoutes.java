package dev.hubbub.jobs;

import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Endpoint;
import org.apache.camel.Route;
import org.apache.camel.component.quartz.CamelJob;
import org.apache.camel.component.quartz.QuartzComponent;
import org.apache.camel.component.quartz.QuartzConstants;
import org.apache.camel.component.quartz.QuartzEndpoint;
import org.apache.camel.support.EndpointHelper;
import org.quartz.CronExpression;
import org.quartz.JobDetail;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.TriggerKey;

/**
 * Camel's {@code quartz:} on the hub's own scheduler. Beyond Camel's, it refuses schedules that run too often, and keeps
 * the stored schedule in step with the route files: a changed one replaces what is stored, one that no route has any
 * more is taken away.
 */
public final class QuartzRoutes extends QuartzComponent {
    private static final Set<String> OWN_GROUPS = Set.of(JobName.HUB, JobName.ALARMS);

    /** Enough runs to meet the shortest gap: a cron expression's seconds and minutes show theirs within sixty each. */
    private static final int RUNS_LOOKED_AT = 130;

    private final Duration minEvery;
    private final LiveRoutes live;

    /**
     * The component of one context whose routes really run.
     *
     * @param live where it enlists while it does
     * @param minEvery the shortest time between two runs
     */
    QuartzRoutes(Scheduling scheduling, LiveRoutes live, Duration minEvery) {
        this.minEvery = minEvery;
        this.live = live;
        setScheduler(scheduling.quartz());
        setAutoStartScheduler(false);
    }

    /** The component of a file that is only looked at: it has no schedule. */
    public QuartzRoutes(Duration minEvery) {
        this.minEvery = minEvery;
        this.live = new LiveRoutes();
        setAutoStartScheduler(false);
    }

    /**
     * The stored schedule is touched only now, when the file's routes really start; and before their endpoints do, which
     * put on the schedule what is not there.
     */
    @Override
    protected void doStart() throws Exception {
        super.doStart();
        live.add(this);
        for (Endpoint endpoint : getCamelContext().getEndpoints()) {
            if (endpoint instanceof QuartzEndpoint quartz) {
                forgetIfChanged(quartz);
            }
        }
    }

    @Override
    protected void doStop() throws Exception {
        live.remove(this);
        super.doStop();
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        QuartzEndpoint endpoint = (QuartzEndpoint) super.createEndpoint(uri, remaining, parameters);
        checkName(endpoint);
        checkInterval(endpoint);
        return endpoint;
    }

    /** The route that a job is to start, if it is here. */
    Optional<Route> routeOf(JobKey job) {
        TriggerKey key = new TriggerKey(job.getName(), job.getGroup());
        return getCamelContext().getRoutes().stream()
                .filter(route ->
                        route.getEndpoint() instanceof QuartzEndpoint quartz && key.equals(quartz.getTriggerKey()))
                .findFirst();
    }

    /** Whether a job starts a route; the others are the hub's own. */
    static boolean isOfRoute(JobDetail job) {
        return CamelJob.class.isAssignableFrom(job.getJobClass());
    }

    static boolean isRunning(Route route) {
        return route.getCamelContext()
                .getRouteController()
                .getRouteStatus(route.getRouteId())
                .isStarted();
    }

    private void checkName(QuartzEndpoint endpoint) {
        TriggerKey key = endpoint.getTriggerKey();
        if (OWN_GROUPS.contains(key.getGroup())) {
            throw new IllegalArgumentException("the group '" + key.getGroup() + "' is the hub's own; choose another");
        }
        JobKey job = new JobKey(key.getName(), key.getGroup());
        live.routeElsewhere(job, getCamelContext().getName()).ifPresent(route -> {
            throw new IllegalArgumentException(
                    "the job '" + JobName.of(job) + "' is there already: route " + route.getRouteId() + " has it");
        });
    }

    private void checkInterval(QuartzEndpoint endpoint) throws ParseException {
        Duration every = endpoint.getCron() != null ? shortestGap(endpoint.getCron()) : interval(endpoint);
        if (every.compareTo(minEvery) < 0) {
            throw new IllegalArgumentException("this job would run every " + Spans.shown(every)
                    + "; the shortest time between two runs is " + Spans.shown(minEvery) + " (hubbub.jobs.min-every)");
        }
    }

    private Duration interval(QuartzEndpoint endpoint) {
        Map<String, Object> given = endpoint.getTriggerParameters();
        if ("0".equals(given.get("repeatCount"))) {
            return minEvery;
        }
        Object every = given.getOrDefault("repeatInterval", "1000");
        Long millis = EndpointHelper.resolveParameter(getCamelContext(), every.toString(), Long.class);
        return Duration.ofMillis(millis);
    }

    private static Duration shortestGap(String cron) throws ParseException {
        CronExpression expression = new CronExpression(cron);
        Duration shortest = Duration.ofDays(366);
        Date run = expression.getNextValidTimeAfter(Date.from(Instant.now()));
        for (int i = 0; i < RUNS_LOOKED_AT && run != null; i++) {
            Date next = expression.getNextValidTimeAfter(run);
            if (next != null) {
                Duration gap = Duration.between(run.toInstant(), next.toInstant());
                shortest = gap.compareTo(shortest) < 0 ? gap : shortest;
            }
            run = next;
        }
        return shortest;
    }

    /** Camel compares little more than the cron expression; here any other option and the file count as well. */
    private void forgetIfChanged(QuartzEndpoint endpoint) throws SchedulerException {
        Scheduler scheduler = getScheduler();
        TriggerKey key = endpoint.getTriggerKey();
        JobDetail stored = scheduler.getJobDetail(new JobKey(key.getName(), key.getGroup()));
        if (stored == null) {
            return;
        }
        String before = stored.getJobDataMap().getString(QuartzConstants.QUARTZ_ENDPOINT_URI);
        String file = stored.getJobDataMap().getString(QuartzConstants.QUARTZ_CAMEL_CONTEXT_NAME);
        if (!endpoint.getEndpointUri().equals(before)
                || !getCamelContext().getName().equals(file)) {
            scheduler.deleteJob(stored.getKey());
        }
    }
}
