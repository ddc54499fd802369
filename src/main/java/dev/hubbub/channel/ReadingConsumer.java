package dev.hubbub.channel;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for what is new, in a thread of its own, as long as its route runs. Whatever happens, it looks again: a thread that ended
 * by itself would be missed by nobody, and its channel would be silent.
 */
public abstract class ReadingConsumer extends OpenConsumer {
    private static final Logger LOG = LoggerFactory.getLogger(ReadingConsumer.class);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final long PATIENCE_SECONDS = 5;

    private final String name;
    private final Duration longestWait;
    private volatile @Nullable Thread thread;

    /**
     * Reads nothing yet.
     *
     * @param name of its thread
     * @param longestWait between two looks where one after the other fails
     */
    protected ReadingConsumer(Endpoint endpoint, Processor processor, String name, Duration longestWait) {
        super(endpoint, processor);
        this.name = name;
        this.longestWait = longestWait;
    }

    /** Looks once. @return how long to wait until the next look */
    protected abstract Duration look(Backoff backoff) throws InterruptedException;

    /** Called when the thread is to end, for what waits where no interrupt is heard. */
    protected void wake() {}

    /** Called by the thread when it has ended. */
    protected void ended() {}

    /** Whether the thread that asks is to end. */
    protected final boolean isEnding() {
        return thread != Thread.currentThread();
    }

    @Override
    protected void begin() throws Exception {
        Thread reads = new Thread(this::run, name);
        reads.setDaemon(true);
        thread = reads;
        reads.start();
    }

    @Override
    protected void end() throws Exception {
        Thread reads = thread;
        thread = null;
        if (reads != null) {
            wake();
            reads.interrupt();
            reads.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        }
    }

    private void run() {
        Backoff backoff = new Backoff(FIRST_WAIT, longestWait);
        try {
            while (!isEnding()) {
                TimeUnit.MILLISECONDS.sleep(lookInAnyCase(backoff).toMillis());
            }
        } catch (InterruptedException e) {
            LOG.debug("{} reads no more", name, e);
        } finally {
            ended();
        }
    }

    private Duration lookInAnyCase(Backoff backoff) throws InterruptedException {
        try {
            return look(backoff);
        } catch (RuntimeException | Error e) {
            LOG.error("{} has failed, and looks again after a while", name, e);
            return backoff.next();
        }
    }
}
