package dev.hubbub.channel.xmpp;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done for an account besides keeping it logged in: at once, on as many threads as it takes, or later. */
final class Errands {
    private static final Logger LOG = LoggerFactory.getLogger(Errands.class);

    private final XmppAccount account;
    private final ExecutorService workers;
    private final ScheduledExecutorService clock;

    Errands(XmppAccount account) {
        this.account = account;
        this.workers = Executors.newCachedThreadPool(task -> daemon(task, account, "-worker"));
        this.clock = Executors.newSingleThreadScheduledExecutor(task -> daemon(task, account, "-clock"));
    }

    /** A thread of an account. */
    static Thread daemon(Runnable task, XmppAccount account, String what) {
        Thread thread = new Thread(task, "xmpp-" + account.user() + what);
        thread.setDaemon(true);
        return thread;
    }

    void execute(Runnable task) {
        try {
            workers.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("{} is closed: a task was left", account);
        }
    }

    void later(Duration wait, Runnable task) {
        try {
            Future<?> unused = clock.schedule(task, wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("{} is closed: a task was left", account);
        }
    }

    /** Nothing begins any more that was to be done later. */
    void forgetLater() {
        clock.shutdownNow();
    }

    /** Nothing is done any more. */
    void end() {
        forgetLater();
        workers.shutdownNow();
    }
}
