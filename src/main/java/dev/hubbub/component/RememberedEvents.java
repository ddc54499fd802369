package dev.hubbub.component;

import dev.hubbub.events.EventFeed;
import dev.hubbub.events.EventLog;
import dev.hubbub.events.EventLog.Page;
import dev.hubbub.events.EventLog.Recorded;
import dev.hubbub.events.EventMarks;
import dev.hubbub.events.Position;
import dev.hubbub.intake.IntakeException;
import dev.hubbub.message.TraceEvent;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a route of events from where it left off: the mark is in the database and moves when the route has ended well. What
 * the route fails at is told again until it does; only what the hub will never take is left out. After a crash some are
 * told twice.
 */
final class RememberedEvents implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RememberedEvents.class);
    private static final int PAGE = 200;
    private static final long LOOK_SECONDS = 30;
    private static final long FIRST_REST_MILLIS = 500;
    private static final long LONGEST_REST_MILLIS = 60_000;

    private final String name;
    private final Set<TraceEvent.Type> types;
    private final EventLog log;
    private final EventMarks marks;
    private final Teller teller;
    private final Semaphore news = new Semaphore(0);
    private final EventFeed.Subscription subscription;
    private final Thread thread;
    private volatile boolean closed;

    /** Tells of one event. */
    @FunctionalInterface
    interface Teller {
        void tell(Recorded event) throws Exception;
    }

    RememberedEvents(
            String name, Set<TraceEvent.Type> types, EventFeed feed, EventLog log, EventMarks marks, Teller teller) {
        this.name = name;
        this.types = Set.copyOf(types);
        this.log = log;
        this.marks = marks;
        this.teller = teller;
        this.subscription = feed.listen(new Waker());
        this.thread = new Thread(this::run, "hubbub-events-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    private final class Waker implements EventFeed.Listener {
        @Override
        public void tell(Page page) {
            if (page.events().stream()
                    .anyMatch(event -> types.contains(event.event().type()))) {
                news.release();
            }
        }

        @Override
        public Set<TraceEvent.Type> wanted() {
            return types;
        }

        @Override
        public boolean isPatient() {
            return true;
        }
    }

    private void run() {
        long rest = FIRST_REST_MILLIS;
        while (!closed) {
            try {
                Position at = start();
                rest = FIRST_REST_MILLIS;
                follow(at);
            } catch (InterruptedException e) {
                LOG.debug("the reader {} of events stops", name);
            } catch (Exception | LinkageError e) {
                LOG.warn("the route that reads events as {} failed and tries again: {}", name, e.toString());
                rest = rest(rest);
            }
        }
    }

    /** The mark; the log's end for a reader that is new, or whose mark is of another server's log. */
    private Position start() {
        Position end = log.latest();
        Position mark = marks.of(name).orElse(end);
        if (mark.compareTo(end) >= 0) {
            marks.set(name, end);
            return end;
        }
        if (mark.compareTo(log.oldest()) < 0) {
            LOG.warn("events that {} has not read are no longer kept", name);
        }
        return mark;
    }

    private void follow(Position from) throws Exception {
        Position at = from;
        while (!closed) {
            news.drainPermits();
            Page page = log.after(at, PAGE, types);
            tell(page, at);
            at = page.end();
            if (page.events().size() < PAGE) {
                boolean unused = news.tryAcquire(LOOK_SECONDS, TimeUnit.SECONDS);
            }
        }
    }

    private void tell(Page page, Position from) throws Exception {
        Position told = from;
        try {
            for (Recorded event : page.events()) {
                tell(event);
                told = event.position();
            }
        } finally {
            if (!told.equals(from)) {
                marks.set(name, told);
            }
        }
    }

    private void tell(Recorded event) throws Exception {
        try {
            teller.tell(event);
        } catch (IntakeException.Refused e) {
            LOG.warn("the event {} is not told to {}: {} {}", event.position(), name, e.field(), e.getMessage());
        }
    }

    private static long rest(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            LOG.debug("a reader of events was interrupted while resting");
        }
        return Math.min(millis * 2, LONGEST_REST_MILLIS);
    }

    @Override
    public void close() {
        closed = true;
        subscription.close();
        thread.interrupt();
    }
}
