package dev.hubbub.outbox;

import dev.hubbub.commit.GroupCommit;
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

    private final DeliveryQueue queue;
    private final GroupCommit<Settlement, Boolean> commits;
    private volatile boolean closing;

    Settler(DeliveryQueue queue) {
        this.queue = queue;
        this.commits = new GroupCommit<>("hubbub-settler", WAITING, BATCH, this::commit);
    }

    /** Takes an outcome; waits for room. The answer completes once it is durable. */
    CompletableFuture<Boolean> settle(Settlement settlement) throws InterruptedException {
        while (true) {
            @Nullable CompletableFuture<Boolean> written = commits.offer(settlement, Duration.ofSeconds(1));
            if (written != null) {
                return written;
            }
            if (closing) {
                throw new InterruptedException("the outbox is closing");
            }
        }
    }

    /** As {@link #settle}, and waits until it is durable. */
    void settleNow(Settlement settlement) throws InterruptedException {
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
                LOG.warn("{} outcomes cannot be written yet: {}", batch.size(), e.toString());
                pause(Math.min(5000, 100L << Math.min(attempt, 6)));
            }
        }
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
