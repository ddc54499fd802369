package dev.hubbub.routes;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
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
        } catch (TimeoutException | InterruptedException e) {
            if (done.completeExceptionally(e)) {
                thread.interrupt();
            }
            throw e;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : new IllegalStateException(e.getCause());
        }
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
