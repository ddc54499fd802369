package dev.hubbub.jobs;

import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.quartz.Job;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.impl.SchedulerRepository;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.impl.jdbcjobstore.PostgreSQLDelegate;
import org.quartz.simpl.SimpleJobFactory;
import org.quartz.simpl.SimpleThreadPool;
import org.quartz.spi.JobFactory;
import org.quartz.spi.TriggerFiredBundle;
import org.quartz.utils.ConnectionProvider;
import org.quartz.utils.DBConnectionManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hub's one Quartz scheduler. What it is to start stands in the database, shared by all nodes, and each run is done
 * by one of them. Nothing runs before {@link #start}: routes and listeners have to be there first.
 */
public final class Scheduling implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Scheduling.class);

    /** Names the shared schedule; all nodes of one database have to say the same. */
    private static final String NAME = "hubbub";

    private static final String THREADS = "4";
    private static final long SECONDS_TO_END = 15;

    private final Scheduler quartz;
    private final Map<Class<? extends Job>, Supplier<Job>> makers;
    private final ClockWatch watch;

    private Scheduling(Scheduler quartz, Map<Class<? extends Job>, Supplier<Job>> makers, ClockWatch watch) {
        this.quartz = quartz;
        this.makers = makers;
        this.watch = watch;
    }

    /**
     * Opens the schedule; its tables have to be there.
     *
     * @param connections to the database
     * @param node names this node; no other one may have the name. If it is the same after a restart, what a crash cut
     *     off is taken up at once, else after half a minute
     * @throws JobsException if the database cannot be reached
     */
    public static Scheduling open(ConnectionProvider connections, String node) {
        String source = NAME + "-" + UUID.randomUUID();
        DBConnectionManager.getInstance().addConnectionProvider(source, connections);
        Map<Class<? extends Job>, Supplier<Job>> makers = new ConcurrentHashMap<>();
        try {
            Scheduler quartz = make(properties(source, node));
            quartz.setJobFactory(factory(makers));
            return new Scheduling(
                    quartz, makers, new ClockWatch(() -> HubJobStore.of(source).clockWasSet()));
        } catch (SchedulerException e) {
            throw new JobsException("the schedule cannot be opened: " + e.getMessage(), e);
        }
    }

    /** Begins to start what is due. What fell due while no node was up is made up for once. */
    public void start() {
        try {
            quartz.start();
            watch.start();
        } catch (SchedulerException e) {
            throw new JobsException("the scheduler does not start: " + e.getMessage(), e);
        }
    }

    /** Starts nothing more, and waits a while for what is running. */
    @Override
    public void close() {
        watch.close();
        CompletableFuture<Void> end = CompletableFuture.runAsync(this::shutdown);
        try {
            end.orTimeout(SECONDS_TO_END, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            log.warn("Jobs are still running at the end: {}", String.valueOf(e.getCause()));
        }
    }

    Scheduler quartz() {
        return quartz;
    }

    /** Says how jobs of a class are made; the others need a public constructor without parameters. */
    void serve(Class<? extends Job> job, Supplier<Job> maker) {
        makers.put(job, maker);
    }

    private void shutdown() {
        try {
            quartz.shutdown(true);
        } catch (SchedulerException e) {
            throw new JobsException("the scheduler does not stop: " + e.getMessage(), e);
        }
    }

    /** Quartz keeps schedulers of one name apart by process only; two hubs in one process are two all the same. */
    private static synchronized Scheduler make(Properties properties) throws SchedulerException {
        SchedulerRepository.getInstance().remove(NAME);
        Scheduler quartz = new StdSchedulerFactory(properties).getScheduler();
        SchedulerRepository.getInstance().remove(NAME);
        return quartz;
    }

    private static Properties properties(String source, String node) {
        Properties properties = new Properties();
        properties.putAll(Map.of(
                StdSchedulerFactory.PROP_SCHED_INSTANCE_NAME,
                NAME,
                StdSchedulerFactory.PROP_SCHED_INSTANCE_ID,
                node,
                StdSchedulerFactory.PROP_SCHED_THREAD_NAME,
                NAME + "-scheduler",
                StdSchedulerFactory.PROP_SCHED_MAKE_SCHEDULER_THREAD_DAEMON,
                "true",
                StdSchedulerFactory.PROP_THREAD_POOL_CLASS,
                SimpleThreadPool.class.getName()));
        properties.putAll(Map.of(
                "org.quartz.threadPool.threadCount",
                THREADS,
                "org.quartz.threadPool.threadNamePrefix",
                NAME + "-job",
                "org.quartz.threadPool.makeThreadsDaemons",
                "true",
                "org.quartz.jobStore.class",
                HubJobStore.class.getName(),
                "org.quartz.jobStore.driverDelegateClass",
                PostgreSQLDelegate.class.getName(),
                "org.quartz.jobStore.dataSource",
                source,
                "org.quartz.jobStore.isClustered",
                "true",
                "org.quartz.jobStore.useProperties",
                "true"));
        return properties;
    }

    private static JobFactory factory(Map<Class<? extends Job>, Supplier<Job>> makers) {
        SimpleJobFactory others = new SimpleJobFactory();
        return (TriggerFiredBundle fired, Scheduler scheduler) -> {
            Supplier<Job> maker = makers.get(fired.getJobDetail().getJobClass());
            return maker != null ? maker.get() : others.newJob(fired, scheduler);
        };
    }
}
