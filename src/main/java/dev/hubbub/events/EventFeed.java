package dev.hubbub.events;

import dev.hubbub.events.EventLog.Page;
import dev.hubbub.events.EventLog.Recorded;
import dev.hubbub.message.TraceEvent;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
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
    private static final long PATIENCE_MILLIS = 30;

    private final EventLog log;
    private final Duration poll;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
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

    /** Who hears of new events, on the feed's own thread: must not block. */
    public interface Listener {
        /**
         * The next stretch of the log; perhaps with some events that this listener does not want, perhaps with none at
         * all.
         */
        void tell(Page page);

        /**
         * The types this listener wants to hear of just now. What nobody wants is never read back. Asked at each look:
         * when it begins to want more, it misses nothing that is committed after that.
         */
        Set<TraceEvent.Type> wanted();

        /** Whether this listener can wait some milliseconds: while all can, many commits are looked at together. */
        default boolean isPatient() {
            return false;
        }
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

    /** Tells a listener of new events from now on. */
    public Subscription listen(Listener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /**
     * Tells a follower of each new event of some types on a thread of the follower's own. One that falls behind too far
     * misses events, which is logged.
     */
    public Subscription follow(Set<TraceEvent.Type> types, Consumer<Recorded> follower) {
        Follower made = new Follower(types);
        Thread thread = new Thread(() -> drain(made.backlog, follower), "hubbub-events-follower");
        thread.setDaemon(true);
        thread.start();
        Subscription subscription = listen(made);
        return () -> {
            subscription.close();
            thread.interrupt();
        };
    }

    private static final class Follower implements Listener {
        private final BlockingQueue<Recorded> backlog = new ArrayBlockingQueue<>(FOLLOWER_BACKLOG);
        private final Set<TraceEvent.Type> types;

        Follower(Set<TraceEvent.Type> types) {
            this.types = Set.copyOf(types);
        }

        @Override
        public void tell(Page page) {
            for (Recorded event : page.events()) {
                if (types.contains(event.event().type()) && !backlog.offer(event)) {
                    LOG.warn("a follower of events is too slow and misses {}", event.position());
                }
            }
        }

        @Override
        public Set<TraceEvent.Type> wanted() {
            return types;
        }
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
                if (look() < PAGE) {
                    awaitMore();
                }
            } catch (InterruptedException e) {
                LOG.debug("the event feed was interrupted");
            } catch (RuntimeException e) {
                LOG.warn("events cannot be read just now: {}", e.toString());
                rest();
            }
        }
    }

    private void awaitMore() throws InterruptedException {
        boolean more = woken.poll(poll.toMillis(), TimeUnit.MILLISECONDS) != null;
        if (more && listeners.stream().allMatch(Listener::isPatient)) {
            TimeUnit.MILLISECONDS.sleep(PATIENCE_MILLIS);
        }
    }

    private Set<TraceEvent.Type> wanted() {
        Set<TraceEvent.Type> all = EnumSet.noneOf(TraceEvent.Type.class);
        listeners.forEach(listener -> all.addAll(listener.wanted()));
        return all;
    }

    /** Goes on to the log's end, unless somebody has begun to want more meanwhile: then it looks again. */
    private int look() {
        Set<TraceEvent.Type> types = wanted();
        Page page = log.after(position, PAGE, types);
        if (!types.equals(wanted())) {
            return PAGE;
        }
        if (position.compareTo(page.end()) < 0) {
            tell(page);
            position = page.end();
        }
        return page.events().size();
    }

    private void tell(Page page) {
        for (Listener listener : listeners) {
            try {
                listener.tell(page);
            } catch (RuntimeException e) {
                LOG.warn(QUOTING, "a listener of events failed", e);
            }
        }
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
