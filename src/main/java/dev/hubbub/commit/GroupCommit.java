package dev.hubbub.commit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gathers items while the previous batch is being committed, then commits them together. A lone item never waits, a burst
 * commits at once. Where nobody waits for the answer, commits may be told to keep a distance in time: a batch costs the
 * same however little is in it. Bounded: when the queue is full, items are refused, not kept.
 *
 * @param <T> what is committed
 * @param <R> the answer for each item
 */
public final class GroupCommit<T, R> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

    /** Commits a batch and gives one answer per item, in order; throws if nothing was committed. */
    @FunctionalInterface
    public interface Commit<T, R> {
        List<R> commit(List<T> batch);
    }

    private record Waiting<T, R>(T item, CompletableFuture<?> ahead, CompletableFuture<R> answer) {}

    private static final CompletableFuture<?> NOBODY = CompletableFuture.completedFuture(null);

    private final BlockingQueue<Waiting<T, R>> queue;
    private final int batchSize;
    private final Commit<T, R> commit;
    private final long distance;
    private final Thread writer;
    private volatile boolean closed;
    private volatile boolean ended;

    /**
     * Starts the writer.
     *
     * @param name of its thread
     * @param capacity how many items may wait
     * @param batchSize how many commit together at most
     */
    public GroupCommit(String name, int capacity, int batchSize, Commit<T, R> commit) {
        this(name, capacity, batchSize, Duration.ZERO, commit);
    }

    /**
     * As the other constructor.
     *
     * @param distance the least time from the beginning of one commit to that of the next
     */
    public GroupCommit(String name, int capacity, int batchSize, Duration distance, Commit<T, R> commit) {
        this.queue = new ArrayBlockingQueue<>(capacity);
        this.batchSize = batchSize;
        this.commit = commit;
        this.distance = distance.toNanos();
        this.writer = new Thread(this::run, name);
        writer.setDaemon(true);
        writer.start();
    }

    /** How many items wait. */
    public int waiting() {
        return queue.size();
    }

    /**
     * Hands an item over, if there is room at once.
     *
     * @return the answer to come, or null if there was no room
     */
    public @Nullable CompletableFuture<R> offer(T item) {
        return offered(new Waiting<>(item, NOBODY, new CompletableFuture<>()));
    }

    /**
     * Hands an item over, waiting for room.
     *
     * @return the answer to come, or null if there was no room in that time
     * @throws InterruptedException if interrupted while waiting; the item was not handed over
     */
    public @Nullable CompletableFuture<R> offer(T item, Duration patience) throws InterruptedException {
        return offer(item, patience, NOBODY);
    }

    /**
     * As {@link #offer(Object, Duration)}, for an item that must not be committed if another one is not.
     *
     * @param ahead the answer to come of an item that was handed over before; if it fails, so does this one
     */
    public @Nullable CompletableFuture<R> offer(T item, Duration patience, CompletableFuture<?> ahead)
            throws InterruptedException {
        Waiting<T, R> waiting = new Waiting<>(item, ahead, new CompletableFuture<>());
        if (patience.isZero()) {
            return offered(waiting);
        }
        return !closed && queue.offer(waiting, patience.toNanos(), TimeUnit.NANOSECONDS) ? kept(waiting) : null;
    }

    private @Nullable CompletableFuture<R> offered(Waiting<T, R> waiting) {
        return !closed && queue.offer(waiting) ? kept(waiting) : null;
    }

    /** What came in after the end has nobody to commit it. */
    private @Nullable CompletableFuture<R> kept(Waiting<T, R> waiting) {
        return ended && queue.remove(waiting) ? null : waiting.answer();
    }

    private void run() {
        List<Waiting<T, R>> batch = new ArrayList<>(batchSize);
        long next = System.nanoTime();
        while (!closed || !queue.isEmpty()) {
            try {
                Waiting<T, R> first = queue.poll(200, TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    rest(next);
                    next = System.nanoTime() + distance;
                    queue.drainTo(batch, batchSize - 1);
                    commit(batch);
                }
            } catch (InterruptedException e) {
                // the writer ends only by close(), so that nothing accepted is left behind
                LOG.debug("{} was interrupted and goes on", writer.getName());
            } finally {
                batch.clear();
            }
        }
    }

    private void rest(long until) {
        long left = until - System.nanoTime();
        if (left > 0 && !closed && queue.size() < batchSize - 1) {
            try {
                TimeUnit.NANOSECONDS.sleep(left);
            } catch (InterruptedException e) {
                LOG.debug("{} was interrupted and goes on", writer.getName());
            }
        }
    }

    /** What was ahead of another one is done with by now, or in the same batch. */
    private static <T, R> boolean failsWithTheOneAhead(Waiting<T, R> waiting) {
        if (!waiting.ahead().isCompletedExceptionally()) {
            return false;
        }
        var unused = waiting.ahead().whenComplete((answer, why) -> {
            Throwable cause = why.getCause();
            waiting.answer().completeExceptionally(cause == null ? why : cause);
        });
        return true;
    }

    private void commit(List<Waiting<T, R>> batch) {
        batch.removeIf(GroupCommit::failsWithTheOneAhead);
        if (batch.isEmpty()) {
            return;
        }
        List<R> answers;
        try {
            answers = commit.commit(batch.stream().map(Waiting::item).toList());
            if (answers.size() != batch.size()) {
                throw new IllegalStateException(answers.size() + " answers for " + batch.size() + " items");
            }
        } catch (RuntimeException | Error e) {
            batch.forEach(waiting -> waiting.answer().completeExceptionally(e));
            return;
        }
        for (int i = 0; i < batch.size(); i++) {
            batch.get(i).answer().complete(answers.get(i));
        }
    }

    /** Refuses what comes from now on, commits what waits, and ends. */
    @Override
    public void close() {
        closed = true;
        try {
            writer.join(TimeUnit.SECONDS.toMillis(30));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        ended = true;
        List<Waiting<T, R>> left = new ArrayList<>();
        queue.drainTo(left);
        left.forEach(waiting -> waiting.answer().completeExceptionally(new IllegalStateException("closed")));
    }
}
