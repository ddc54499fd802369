package dev.hubbub.routes;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does one step after another on a thread of its own, which goes away while there is nothing to do. */
final class Steps {
    private static final Logger LOG = LoggerFactory.getLogger(Steps.class);
    private static final int SECONDS_TO_BREAK_OFF = 10;

    /** What can be broken off. */
    interface Step {
        void run() throws InterruptedException;
    }

    private final String name;
    private final Consumer<RuntimeException> failed;
    private final ThreadPoolExecutor steps;

    /**
     * @param failed is told of a step that ended by a fault of ours
     */
    Steps(String name, Consumer<RuntimeException> failed) {
        this.name = name;
        this.failed = failed;
        this.steps = new ThreadPoolExecutor(
                1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> daemon(task, name));
        this.steps.allowCoreThreadTimeOut(true);
    }

    /** Does a step when those before it are done; nothing once it is closed. */
    void add(Step step) {
        try {
            steps.execute(() -> run(step));
        } catch (RejectedExecutionException e) {
            LOG.debug("{} is closed and takes no further steps", name, e);
        }
    }

    /** As {@link #add}, for somebody who waits for it and hears of what it throws. */
    Future<?> ask(Runnable step) {
        try {
            return steps.submit(step);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(new IllegalStateException("The hub is stopping.", e));
        }
    }

    /** Takes no further steps. */
    void forget() {
        steps.shutdown();
    }

    /** Breaks off what it is at, forgets the rest, and does one last thing; answers when that is done. */
    Future<?> close(Runnable last) {
        steps.shutdownNow();
        CompletableFuture<Boolean> closed = new CompletableFuture<>();
        daemon(() -> closed.complete(end(last)), "close-" + name).start();
        return closed;
    }

    private boolean end(Runnable last) {
        try {
            boolean brokenOff = steps.awaitTermination(SECONDS_TO_BREAK_OFF, TimeUnit.SECONDS);
            last.run();
            return brokenOff;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void run(Step step) {
        try {
            step.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failed.accept(e);
        }
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
