package dev.hubbub.routes;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs work that may never end in a thread of its own and stops waiting for it when the time is up. */
final class TimeLimit {

    /** What may fail. */
    interface Work {
        void run() throws Exception;
    }

    private TimeLimit() {}

    /**
     * Waits for the work at most so long; then interrupts it and leaves it behind.
     *
     * @param name of the thread
     * @param late is done in the work's thread if it ends after all, to clean up behind it
     * @throws TimeoutException if the time is up
     * @throws Exception what the work throws
     */
    static void run(String name, Duration limit, Work work, Runnable late) throws Exception {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        Thread thread = new Thread(() -> attempt(work, late, done), name);
        thread.setDaemon(true);
        thread.start();
        try {
            done.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            if (done.completeExceptionally(e)) {
                thread.interrupt();
                throw e;
            }
            outcome(done);
        } catch (InterruptedException e) {
            if (done.completeExceptionally(e)) {
                thread.interrupt();
                throw e;
            }
            Thread.currentThread().interrupt();
            outcome(done);
        } catch (ExecutionException e) {
            throw cause(e);
        }
    }

    /** It ended at the very moment when the waiting did. */
    private static void outcome(CompletableFuture<Boolean> done) throws Exception {
        try {
            done.getNow(false);
        } catch (CompletionException e) {
            throw cause(e);
        }
    }

    private static Exception cause(Exception wrapper) {
        return wrapper.getCause() instanceof Exception cause ? cause : new IllegalStateException(wrapper.getCause());
    }

    private static void attempt(Work work, Runnable late, CompletableFuture<Boolean> done) {
        boolean inTime;
        try {
            work.run();
            inTime = done.complete(true);
        } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
            inTime = done.completeExceptionally(e);
        }
        if (!inTime) {
            late.run();
        }
    }
}
