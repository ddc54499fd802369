package dev.hubbub.outbox;

import dev.hubbub.message.ChannelId;
import dev.hubbub.message.DeliveryId;
import dev.hubbub.message.DeliveryState;
import dev.hubbub.outbox.DeliveryQueue.Owed;
import dev.hubbub.outbox.DeliveryQueue.Settlement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;

/**
 * One channel's way out: its own backlog, its own threads, its own pace, so that its trouble is nobody else's. What
 * intake hands over goes through memory; everything else (due, left over, given back) is claimed from the table.
 */
final class Lane {
    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
    /** Marks what was thrown while somebody's words were in hand: the log shows its kind, not its words. */
    private static final Marker QUOTING = MarkerFactory.getMarker("QUOTING");

    private static final long LAST_WORD_MILLIS = 500;

    private final ChannelId channel;
    private final LaneOptions options;
    private final Sender sender;
    private final DeliveryQueue queue;
    private final Beginner beginner;
    private final Settler settler;
    private final Executor claims;
    private final Duration poll;
    private final Clock clock;
    private final LaneStats stats;
    private final RetryPolicy policy;
    private final Pace pace;
    private final Backlog backlog;
    private final Claiming claiming;
    private final List<Thread> workers = new ArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile boolean paused;
    private volatile boolean closed;
    /** Attempts under way took longer than a closing lane waits, and were interrupted. */
    private volatile boolean cutOff;

    Lane(
            ChannelId channel,
            LaneOptions options,
            Sender sender,
            Outbox.Surroundings around,
            LaneStats stats,
            boolean paused) {
        this.channel = channel;
        this.options = options;
        this.sender = sender;
        this.queue = around.queue();
        this.beginner = around.beginner();
        this.settler = around.settler();
        this.claims = around.claims();
        this.poll = around.poll();
        this.clock = around.clock();
        this.stats = stats;
        this.paused = paused;
        this.policy = new RetryPolicy(options, new Random());
        this.pace = new Pace(options.rate());
        this.backlog = new Backlog(around.laneSize());
        this.claiming = new Claiming(channel, options.ordered(), around, backlog, lock, changed);
        for (int i = 0; i < options.concurrency(); i++) {
            Thread worker = new Thread(this::work, "hubbub-lane-" + channel + "-" + i);
            worker.setDaemon(true);
            workers.add(worker);
            worker.start();
        }
    }

    /** Asks for room in memory; see {@link dev.hubbub.intake.HandOver#reserve}. */
    boolean reserve() {
        return locked(() -> !paused && !closed && backlog.reserve());
    }

    /** What was reserved has been committed. */
    boolean handOver(Owed owed) {
        return locked(() -> {
            if (paused || closed) {
                backlog.unreserve();
                return false;
            }
            boolean taken = backlog.fill(owed);
            changed.signal();
            return taken;
        });
    }

    /** What was reserved will not come. */
    void unreserve() {
        locked(() -> {
            backlog.unreserve();
            return true;
        });
    }

    /** There is something in the table for this lane: look soon. */
    void wake() {
        locked(() -> {
            backlog.fallBehind();
            claiming.soon();
            changed.signalAll();
            return true;
        });
    }

    /** A delivery could not be reserved and is in the table now, or never will be. */
    void missed(int change) {
        locked(() -> {
            backlog.missed(change);
            if (change < 0) {
                claiming.soon();
                changed.signal();
            }
            return true;
        });
    }

    void pause() {
        paused = true;
        giveBack();
    }

    void resume() {
        paused = false;
        wake();
    }

    boolean isPaused() {
        return paused;
    }

    int inMemory() {
        return locked(backlog::size);
    }

    private void work() {
        while (!closed) {
            try {
                Owed owed = next();
                if (owed != null) {
                    attempt(owed);
                }
            } catch (InterruptedException e) {
                LOG.debug("lane {} was interrupted", channel);
            } catch (RuntimeException e) {
                LOG.warn("lane {} cannot reach the table: {}", channel, e.toString());
                if (options.ordered()) {
                    // what could not begin has gone back to the table, and is before the rest
                    giveBackIfPossible();
                }
                rest();
            }
        }
        // what a claim brought after the lane had closed
        giveBackIfPossible();
    }

    /** The next delivery; null after a look into the table, or when the lane closes. */
    private @Nullable Owed next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed && !(options.ordered() && mayClaim())) {
                while (mayClaim()) {
                    claiming.begin();
                    claims.execute(this::claimAside);
                }
                Owed ready = paused ? null : backlog.take();
                if (ready != null) {
                    return ready;
                }
                long unused = changed.awaitNanos(paused ? poll.toNanos() : claiming.patience());
            }
            if (closed) {
                return null;
            }
            claiming.begin();
        } finally {
            lock.unlock();
        }
        claiming.look();
        return null;
    }

    private boolean mayClaim() {
        return !paused && claiming.due();
    }

    /** Claims while the workers go on with what is there. */
    private void claimAside() {
        try {
            claiming.look();
        } catch (RuntimeException e) {
            LOG.warn("lane {} cannot reach the table: {}", channel, e.toString());
            locked(() -> {
                claiming.later();
                return true;
            });
        }
        if (closed || paused) {
            giveBackIfPossible();
        }
    }

    private void attempt(Owed owed) {
        if (!itsTurn() || closed || paused) {
            release(List.of(owed.delivery().id()));
            return;
        }
        Instant startedAt = clock.instant();
        Outcome outcome = policy.exhausted(owed)
                ? new Outcome.Rejected("the hub stopped during each of " + options.maxAttempts() + " attempts")
                : send(owed);
        settle(policy.settle(owed, outcome, startedAt, clock.instant()));
    }

    /** Waits for the delivery's place in the channel's pace; false if the lane closed meanwhile. */
    private boolean itsTurn() {
        try {
            pace.await();
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    private Outcome send(Owed owed) {
        if (!options.deduplicates()) {
            beginner.begin(owed.delivery().id());
        }
        Outcome outcome;
        try {
            outcome = sender.send(owed);
        } catch (RuntimeException | Error e) {
            LOG.error(
                    QUOTING,
                    "delivery {} to {} failed unexpectedly",
                    owed.delivery().id(),
                    channel,
                    e);
            outcome = options.deduplicates()
                    ? new Outcome.Failed(e.toString(), null)
                    : new Outcome.Interrupted(e.toString());
        }
        return cutOff && !options.deduplicates() && outcome instanceof Outcome.Failed
                ? new Outcome.Interrupted("the channel stopped during the attempt")
                : outcome;
    }

    private void settle(Settlement settlement) {
        count(settlement);
        if (settlement.state() == DeliveryState.PENDING && options.ordered()) {
            // those behind it wait for it: they go back to the table, which hands them out in order
            settler.settleNow(settlement);
            giveBack();
        } else {
            var unused = settler.settle(settlement);
        }
        if (settlement.state() == DeliveryState.PENDING) {
            pollBy(settlement.dueAt());
        }
    }

    private void pollBy(Instant due) {
        locked(() -> {
            claiming.within(Duration.between(clock.instant(), due));
            return true;
        });
    }

    private void count(Settlement settlement) {
        Outcome outcome = settlement.outcome();
        if (outcome instanceof Outcome.Sent) {
            stats.succeeded();
        } else if (outcome instanceof Outcome.Interrupted interrupted) {
            stats.uncertain.increment();
            boolean unused = stats.failed(interrupted.reason(), settlement.endedAt());
        } else {
            (settlement.state() == DeliveryState.DEAD ? stats.dead : stats.retried).increment();
            String reason = outcome instanceof Outcome.Failed failed ? failed.reason() : rejection(outcome);
            if (stats.failed(reason, settlement.endedAt()) || settlement.state() == DeliveryState.DEAD) {
                // the reason may quote what was said: it is for the trace, which is encrypted
                LOG.warn(
                        "delivery {} to {} failed at attempt {} and is {}; the trace of message {} says why",
                        settlement.delivery().id(),
                        channel,
                        settlement.delivery().attempts(),
                        settlement.state() == DeliveryState.DEAD ? "dead" : "tried again",
                        settlement.delivery().message());
            }
        }
    }

    private static String rejection(Outcome outcome) {
        return outcome instanceof Outcome.Rejected rejected ? rejected.reason() : "";
    }

    private void giveBack() {
        release(locked(() ->
                backlog.giveBack().stream().map(owed -> owed.delivery().id()).toList()));
    }

    private void release(List<DeliveryId> held) {
        if (!held.isEmpty()) {
            queue.release(held);
        }
    }

    private void rest() {
        try {
            TimeUnit.NANOSECONDS.sleep(poll.toNanos());
        } catch (InterruptedException e) {
            LOG.debug("lane {} was interrupted while resting", channel);
        }
    }

    /** Lets attempts under way end, for as long as that may take; what was not begun goes back to the table. */
    void close(Duration patience) {
        closed = true;
        wake();
        long end = System.nanoTime() + patience.toNanos();
        try {
            for (Thread worker : workers) {
                worker.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
                if (worker.isAlive()) {
                    cutOff = true;
                    worker.interrupt();
                    worker.join(LAST_WORD_MILLIS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        giveBackIfPossible();
    }

    private void giveBackIfPossible() {
        try {
            giveBack();
        } catch (RuntimeException e) {
            LOG.warn("lane {} leaves its backlog to the next start: {}", channel, e.toString());
        }
    }

    private <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
