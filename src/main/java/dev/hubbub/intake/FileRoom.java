package dev.hubbub.intake;

import dev.hubbub.message.Attachment;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How much of the memory files may take that wait for their commit. Messages are counted elsewhere; a few with large
 * files would fill the hub long before the queue is full.
 */
final class FileRoom {
    private final int size;
    private final Semaphore free;

    /** @param size in bytes; a message whose files have more takes all of it */
    FileRoom(int size) {
        this.size = size;
        this.free = new Semaphore(size, true);
    }

    /** What one message's files have taken, if there was room. */
    record Place(Semaphore free, int bytes, boolean taken) {
        /** Gives it back when the work has ended, well or badly. */
        <T> CompletionStage<T> keptUntil(CompletionStage<T> work) {
            return bytes == 0 || !taken ? work : work.whenComplete((done, failed) -> free.release(bytes));
        }
    }

    /** Takes room for files, waiting for it as long as the caller has patience. */
    Place take(List<Attachment> files, Duration patience) {
        long wanted = files.stream().mapToLong(Attachment::size).sum();
        int bytes = (int) Math.min(size, wanted);
        try {
            boolean taken = bytes == 0 || free.tryAcquire(bytes, patience.toMillis(), TimeUnit.MILLISECONDS);
            return new Place(free, bytes, taken);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Place(free, bytes, false);
        }
    }
}
