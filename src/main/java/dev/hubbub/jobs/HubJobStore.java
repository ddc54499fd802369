package dev.hubbub.jobs;

import java.sql.Connection;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.quartz.CronTrigger;
import org.quartz.JobDetail;
import org.quartz.JobPersistenceException;
import org.quartz.SchedulerConfigException;
import org.quartz.impl.jdbcjobstore.JobStoreTX;
import org.quartz.spi.ClassLoadHelper;
import org.quartz.spi.OperableTrigger;
import org.quartz.spi.SchedulerSignaler;

/**
 * Quartz's schedule in the database, with two things that Quartz does not do: a job whose time the clocks skip runs all
 * the same that day ({@link Daylight}), and when the clock was set everything is looked at again at once instead of up to
 * a minute later. Quartz makes it by name, so it is found by its data source afterwards.
 */
@SuppressWarnings("unchecked") // JobStoreTX overrides with raw types
public final class HubJobStore extends JobStoreTX {
    private static final Map<String, HubJobStore> STORES = new ConcurrentHashMap<>();

    /** The store on a data source. */
    static HubJobStore of(String source) {
        HubJobStore store = STORES.get(source);
        if (store == null) {
            throw new JobsException("there is no schedule on " + source, null);
        }
        return store;
    }

    @Override
    public void initialize(ClassLoadHelper helper, SchedulerSignaler signaler) throws SchedulerConfigException {
        super.initialize(helper, signaler);
        STORES.put(getDataSource(), this);
    }

    @Override
    public void shutdown() {
        STORES.remove(getDataSource());
        super.shutdown();
    }

    /** Every change of a trigger passes here: that it was made, fired, or came too late. */
    @Override
    protected void storeTrigger(
            Connection connection,
            OperableTrigger trigger,
            @Nullable JobDetail job,
            boolean replaceExisting,
            String state,
            boolean forceState,
            boolean recovering)
            throws JobPersistenceException {
        if (trigger instanceof CronTrigger cron) {
            Daylight.skippedRun(cron, Instant.now()).ifPresent(trigger::setNextFireTime);
        }
        super.storeTrigger(connection, trigger, job, replaceExisting, state, forceState, recovering);
    }

    /** Looks at once for what is due and what came too late; both threads sleep by the clock as it was before. */
    void clockWasSet() {
        String late = "QuartzScheduler_" + getInstanceName() + "-" + getInstanceId() + "_MisfireHandler";
        Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(late))
                .forEach(Thread::interrupt);
        signalSchedulingChangeImmediately(0L);
    }
}
