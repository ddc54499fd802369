package dev.hubbub.outbox;

import dev.hubbub.commit.GroupCommit;
import dev.hubbub.message.DeliveryId;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Marks that attempts begin, those of all lanes together, one commit after the other: each worker waits until its own is
 * durable, before it touches the target.
 */
final class Beginner implements AutoCloseable {
    private static final int WAITING = 5000;
    private static final int BATCH = 500;

    private final DeliveryQueue queue;
    private final GroupCommit<DeliveryId, Boolean> commits;

    Beginner(DeliveryQueue queue) {
        this.queue = queue;
        this.commits = new GroupCommit<>("hubbub-beginner", WAITING, BATCH, this::commit);
    }

    private List<Boolean> commit(List<DeliveryId> batch) {
        Set<DeliveryId> begun = queue.begin(batch);
        return batch.stream().map(begun::contains).toList();
    }

    /**
     * Returns once it is durable that the attempt begins.
     *
     * @throws RuntimeException if it must not begin: it could not be written, or the delivery is somebody else's by now
     */
    void begin(DeliveryId delivery) {
        @Nullable CompletableFuture<Boolean> begun = commits.offer(delivery);
        if (begun == null) {
            queue.release(List.of(delivery));
            throw new IllegalStateException("delivery " + delivery + " cannot begin now");
        }
        if (!joined(begun)) {
            throw new IllegalStateException(
                    "another hub has taken over delivery " + delivery + ", which this one was about to attempt");
        }
    }

    private static boolean joined(CompletableFuture<Boolean> begun) {
        try {
            return begun.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    @Override
    public void close() {
        commits.close();
    }
}
