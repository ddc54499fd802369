package dev.hubbub.web;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads on which requests may wait for the database; those that would wait too long for a thread are refused at once. */
final class Workers {
    private static final int THREADS = 16;
    private static final int MAX_WAITING = 2000;

    private final WorkerExecutor executor;
    private final AtomicInteger inside = new AtomicInteger();

    Workers(Vertx vertx) {
        executor = vertx.createSharedWorkerExecutor("http-worker", THREADS, 2, TimeUnit.MINUTES);
    }

    /** Runs work on a thread of its own; the future completes on the caller's event loop. */
    <T> Future<T> run(Callable<T> work) {
        if (inside.incrementAndGet() > MAX_WAITING) {
            inside.decrementAndGet();
            return Future.failedFuture(
                    new ProblemException(Problem.busy("Too many requests are waiting.", Duration.ofSeconds(1))));
        }
        return executor.executeBlocking(work, false).onComplete(done -> inside.decrementAndGet());
    }

    /** Waits for no one: what runs is left to end by itself. */
    void close() {
        executor.close();
    }
}
