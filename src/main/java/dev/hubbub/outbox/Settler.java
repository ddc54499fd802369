package dev.hubbub.outbox;

import dev.hubbub.commit.GroupCommit;
import dev.hubbub.intake.LogUnavailableException;
import dev.hubbub.outbox.DeliveryQueue.Settlement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes outcomes, those of all lanes together, one commit after the other. While the database is away it keeps trying;
 * its bounded queue then holds the lanes back.
 */
final class Settler implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Settler.class);
    private static final int WAITING = 5000;
    private static final int BATCH = 500;
    private static final int TOGETHER = 2;

    /** Nobody waits for an outcome to be durable, and at a thousand a second each tenth commit does as well. */
    private static final Duration DISTANCE = Duration.ofMillis(5);

    private static final String UNWRITABLE = "the reason could not be written";

    private final DeliveryQueue queue;
    private final GroupCommit<Settlement, Boolean> commits;
    private volatile boolean closing;

    Settler(DeliveryQueue queue) {
        this.queue = queue;
        this.commits = new GroupCommit<>("hubbub-settler", WAITING, BATCH, DISTANCE, this::commit);
    }

    /**
     * Takes an outcome; waits for room, also if interrupted: what has happened must not be forgotten. The answer
     * completes once it is durable; it fails if the outbox closes before that.
     */
    CompletableFuture<Boolean> settle(Settlement settlement) {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    @Nullable CompletableFuture<Boolean> written = commits.offer(settlement, Duration.ofSeconds(1));
                    if (written != null) {
                        return written;
                    }
                } catch (InterruptedException e) {
                    interrupted = true;
                }
                if (closing) {
                    return CompletableFuture.failedFuture(new IllegalStateException("the outbox has closed"));
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** As {@link #settle}, and waits until it is durable. */
    void settleNow(Settlement settlement) {
        try {
            settle(settlement).join();
        } catch (CompletionException e) {
            LOG.error(
                    "the outcome of delivery {} could not be written",
                    settlement.delivery().id(),
                    e.getCause());
        }
    }

    private List<Boolean> commit(List<Settlement> batch) {
        for (int attempt = 0; ; attempt++) {
            try {
                queue.settle(new ArrayList<>(batch));
                return Collections.nCopies(batch.size(), true);
            } catch (RuntimeException e) {
                if (closing && attempt > 0) {
                    throw e;
                }
                if (!(e instanceof LogUnavailableException) && attempt >= TOGETHER) {
                    LOG.error("{} outcomes cannot be written together; writing them one by one", batch.size(), e);
                    if (commitEach(batch)) {
                        return Collections.nCopies(batch.size(), true);
                    }
                }
                LOG.warn("{} outcomes cannot be written yet: {}", batch.size(), e.toString());
                pause(Math.min(5000, 100L << Math.min(attempt, 6)));
            }
        }
    }

    private boolean commitEach(List<Settlement> batch) {
        try {
            batch.forEach(this::commitAlone);
            return true;
        } catch (RuntimeException e) {
            LOG.warn("outcomes cannot be written one by one either: {}", e.toString());
            return false;
        }
    }

    /** One that cannot be written as it is must not hold up all others for ever: it goes without its particulars. */
    private void commitAlone(Settlement settlement) {
        try {
            queue.settle(List.of(settlement));
        } catch (LogUnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.error(
                    "the outcome of delivery {} is written without its particulars",
                    settlement.delivery().id(),
                    e);
            queue.settle(List.of(plain(settlement)));
        }
    }

    private static Settlement plain(Settlement settlement) {
        Outcome outcome = settlement.outcome();
        Outcome plain;
        if (outcome instanceof Outcome.Sent) {
            plain = new Outcome.Sent(null);
        } else if (outcome instanceof Outcome.Interrupted) {
            plain = new Outcome.Interrupted(UNWRITABLE);
        } else if (outcome instanceof Outcome.Rejected) {
            plain = new Outcome.Rejected(UNWRITABLE);
        } else {
            plain = new Outcome.Failed(UNWRITABLE, null);
        }
        return new Settlement(
                settlement.delivery(),
                plain,
                settlement.state(),
                settlement.dueAt(),
                settlement.startedAt(),
                settlement.endedAt());
    }

    private static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            LOG.debug("the settler was interrupted and goes on");
        }
    }

    @Override
    public void close() {
        closing = true;
        commits.close();
    }
}
