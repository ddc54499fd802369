package dev.hubbub.jobs;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Route;
import org.quartz.JobDetail;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.impl.matchers.GroupMatcher;

/** The {@code quartz:} components of all Camel contexts that run: each route file has a context of its own. */
final class LiveRoutes {
    private final Set<QuartzRoutes> components = ConcurrentHashMap.newKeySet();
    private volatile boolean settled;

    void add(QuartzRoutes component) {
        components.add(component);
    }

    void remove(QuartzRoutes component) {
        components.remove(component);
    }

    /** The route that a job is to start, if it is here. */
    Optional<Route> routeOf(JobKey job) {
        return components.stream()
                .flatMap(component -> component.routeOf(job).stream())
                .findFirst();
    }

    /** The route of another file that has this job; an earlier version of the same file counts as the same. */
    Optional<Route> routeElsewhere(JobKey job, String contextName) {
        return routeOf(job).filter(route -> !route.getCamelContext().getName().equals(contextName));
    }

    /** Whether the files that were there at the start are up, so that what has no route now is left over. */
    boolean settled() {
        return settled;
    }

    /** Takes away what is stored for routes that are no more; from now on such jobs go when they fall due. */
    void forgetLeftOvers(Scheduler quartz) throws SchedulerException {
        settled = true;
        Set<JobKey> stored = new HashSet<>(quartz.getJobKeys(GroupMatcher.anyJobGroup()));
        for (JobKey key : stored) {
            JobDetail job = quartz.getJobDetail(key);
            if (job != null && QuartzRoutes.isOfRoute(job) && routeOf(key).isEmpty()) {
                quartz.deleteJob(key);
            }
        }
    }
}
