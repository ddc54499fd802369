package dev.hubbub.events;

import dev.hubbub.events.EventLog.Recorded;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;

/**
 * Reads the event log as it grows and tells everybody who listens, in the log's order. One thread reads, woken by
 * commits and by a slow poll; listeners are called on it and must not block, {@linkplain #follow followers} have a
 * thread and a bounded backlog of their own.
 */
public final class EventFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventFeed.class);
    /** Marks what was thrown while somebody's words were in hand: the log shows its kind, not its words. */
    private static final Marker QUOTING = MarkerFactory.getMarker("QUOTING");

    private static final int PAGE = 500;
    private static final int FOLLOWER_BACKLOG = 10_000;

    private final EventLog log;
    private final Duration poll;
    private final List<Consumer<List<Recorded>>> listeners = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Boolean> woken = new ArrayBlockingQueue<>(1);
    private final Thread reader;
    private volatile Position position = Position.START;
    private volatile boolean closed;

    /** Ends what it stands for. */
    @FunctionalInterface
    public interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    /** Starts at the log's end. */
    public EventFeed(EventLog log, Duration poll) {
        this.log = log;
        this.poll = poll;
        this.position = log.latest();
        this.reader = new Thread(this::run, "hubbub-events");
        reader.setDaemon(true);
        reader.start();
    }

    /** Something was committed: look at once. */
    public void wake() {
        boolean unused = woken.offer(true);
    }

    /** How far the feed has told. */
    public Position position() {
        return position;
    }

    /** Tells a listener of each page of new events, on the feed's own thread; it must not block. */
    public Subscription listen(Consumer<List<Recorded>> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /**
     * Tells a follower of each new event on a thread of the follower's own. One that falls behind too far misses events,
     * which is logged.
     */
    public Subscription follow(Consumer<Recorded> follower) {
        BlockingQueue<Recorded> backlog = new ArrayBlockingQueue<>(FOLLOWER_BACKLOG);
        Thread thread = new Thread(() -> drain(backlog, follower), "hubbub-events-follower");
        thread.setDaemon(true);
        thread.start();
        Subscription subscription = listen(page -> page.forEach(event -> {
            if (!backlog.offer(event)) {
                LOG.warn("a follower of events is too slow and misses {}", event.position());
            }
        }));
        return () -> {
            subscription.close();
            thread.interrupt();
        };
    }

    private static void drain(BlockingQueue<Recorded> backlog, Consumer<Recorded> follower) {
        try {
            while (true) {
                tell(follower, backlog.take());
            }
        } catch (InterruptedException e) {
            LOG.debug("a follower of events left");
        }
    }

    private static void tell(Consumer<Recorded> follower, Recorded event) {
        try {
            follower.accept(event);
        } catch (RuntimeException | LinkageError e) {
            LOG.warn(QUOTING, "a follower of events failed at {}", event.position(), e);
        }
    }

    private void run() {
        while (!closed) {
            try {
                List<Recorded> page = log.after(position, PAGE);
                if (!page.isEmpty()) {
                    tell(page);
                }
                if (page.size() < PAGE) {
                    var unused = woken.poll(poll.toMillis(), TimeUnit.MILLISECONDS);
                }
            } catch (InterruptedException e) {
                LOG.debug("the event feed was interrupted");
            } catch (RuntimeException e) {
                LOG.warn("events cannot be read just now: {}", e.toString());
                rest();
            }
        }
    }

    private void tell(List<Recorded> page) {
        for (Consumer<List<Recorded>> listener : listeners) {
            try {
                listener.accept(page);
            } catch (RuntimeException e) {
                LOG.warn(QUOTING, "a listener of events failed", e);
            }
        }
        position = page.get(page.size() - 1).position();
    }

    private static void rest() {
        try {
            TimeUnit.SECONDS.sleep(1);
        } catch (InterruptedException e) {
            LOG.debug("the event feed was interrupted while resting");
        }
    }

    @Override
    public void close() {
        closed = true;
        reader.interrupt();
    }
}
