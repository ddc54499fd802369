package dev.hubbub.channel.xmpp;

import dev.hubbub.channel.Backoff;
import dev.hubbub.channel.xmpp.XmppMemory.LastSeen;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The bounded lane of one place: hands arrivals to the listeners one by one on a thread of its own, tries again what
 * failed, and remembers how far it got only after that. While a known place has no listener, arrivals wait.
 */
final class Inbox {
    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);
    private static final int CAPACITY = 5_000;
    private static final int KNOWN = 10_000;
    private static final int REMEMBERED = 500;
    private static final Duration SAVED_EVERY = Duration.ofMillis(250);

    private final String place;
    private final XmppMemory memory;
    private final BiConsumer<Arrival, NotTakenException> refused;
    private final Runnable drained;
    private final List<XmppListener> listeners = new CopyOnWriteArrayList<>();
    private final Deque<Arrival> queue = new ArrayDeque<>();
    private final Set<String> known = Collections.newSetFromMap(new Lru());
    private final Deque<String> keys = new ArrayDeque<>();
    /** How far the place was taken over when each of these was sent, oldest first. */
    private final Map<String, LastSeen> unsettled = new LinkedHashMap<>();

    private @Nullable LastSeen seen;
    private boolean remembered;
    private boolean overflowed;
    private boolean stopped;
    private boolean nudged;
    private Instant savedAt = Instant.EPOCH;
    private @Nullable Thread thread;

    /**
     * @param refused told of what a listener refused for good
     * @param drained run when the queue is empty again after it had overflowed: what was let go must be fetched again
     */
    Inbox(String place, XmppMemory memory, BiConsumer<Arrival, NotTakenException> refused, Runnable drained) {
        this.place = place;
        this.memory = memory;
        this.refused = refused;
        this.drained = drained;
        memory.load(place).ifPresent(last -> {
            remembered = true;
            seen = last;
            keys.addAll(last.keys());
            known.addAll(last.keys());
        });
    }

    synchronized void listen(XmppListener listener) {
        listeners.add(listener);
        boolean first = !remembered;
        remembered = true;
        if (first) {
            save();
        }
        if (thread == null) {
            thread = new Thread(this::run, "xmpp-" + place);
            thread.setDaemon(true);
            thread.start();
        }
        nudged = true;
        notifyAll();
    }

    synchronized void unlisten(XmppListener listener) {
        listeners.remove(listener);
    }

    /** Stops handing over; what still waits is not counted as seen and is fetched again next time. */
    synchronized void stop() {
        stopped = true;
        save();
        notifyAll();
    }

    /** How far the place was taken over; null before it was first joined. */
    synchronized @Nullable LastSeen lastSeen() {
        return seen;
    }

    /**
     * From where on an archive is to be read: after what was taken over, but before whatever was sent and may have come into the
     * archive unnoticed. What others said later may have been shown before the server told what became of it.
     */
    synchronized @Nullable LastSeen unread() {
        return unsettled.isEmpty() ? seen : unsettled.values().iterator().next();
    }

    /** This is sent now: until it is settled, or looked for, the archive is read from here on. */
    synchronized void sending(String id) {
        LastSeen now = seen;
        if (now != null) {
            unsettled.putIfAbsent(id, now);
        }
    }

    /** What became of this is known. */
    synchronized void settled(String id) {
        unsettled.remove(id);
    }

    /** The archive was read: of what was sent before, it has what {@link #knows} says, and nothing else. */
    synchronized void lookedFor() {
        unsettled.clear();
    }

    /** The place was joined for the first time: all before now is not new. */
    synchronized void begin(@Nullable String archiveId) {
        Instant now = Instant.now();
        seen = new LastSeen(now, now, archiveId, List.of());
        save();
    }

    /** Notes a key as known, so that no copy of it is handed over. */
    synchronized void know(String key) {
        if (known.add(key)) {
            remember(key);
        }
    }

    synchronized boolean knows(String key) {
        return known.contains(key);
    }

    /** Takes an arrival into the lane unless it is known; false: the lane is full. */
    synchronized boolean offer(Arrival arrival) {
        if (!remembered || known.contains(arrival.key())) {
            return true;
        }
        if (overflowed || queue.size() >= CAPACITY) {
            overflowed = true;
            return false;
        }
        known.add(arrival.key());
        queue.add(arrival);
        notifyAll();
        return true;
    }

    private void run() {
        try {
            for (Arrival next = head(); next != null; next = head()) {
                handOver(next);
                passed(next);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized @Nullable Arrival head() throws InterruptedException {
        while (!stopped && (queue.isEmpty() || listeners.isEmpty())) {
            wait();
        }
        return stopped ? null : queue.peek();
    }

    private void handOver(Arrival arrival) throws InterruptedException {
        if (arrival.said() == null) {
            return;
        }
        Backoff backoff = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(30));
        List<XmppListener> done = new ArrayList<>();
        while (!offeredToAll(arrival, done)) {
            pause(backoff.next());
            if (isStopped()) {
                throw new InterruptedException("stopped with a message not taken over");
            }
        }
    }

    private boolean offeredToAll(Arrival arrival, List<XmppListener> done) throws InterruptedException {
        boolean all = true;
        for (XmppListener listener : listeners) {
            if (done.contains(listener)) {
                continue;
            }
            try {
                listener.heard(arrival);
                done.add(listener);
            } catch (NotTakenException e) {
                done.add(listener);
                refused.accept(arrival, e);
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                // one that is being stopped fails as a matter of course
                LOG.atLevel(listeners.contains(listener) ? Level.WARN : Level.DEBUG)
                        .log("{}: message {} was not taken over, trying again: {}", place, arrival.key(), e.toString());
                all = false;
            }
        }
        return all && !done.isEmpty();
    }

    private void passed(Arrival arrival) {
        boolean again = false;
        synchronized (this) {
            queue.remove();
            remember(arrival.key());
            LastSeen before = seen;
            Instant begun = before == null ? arrival.at() : before.begun();
            Instant at = before != null && before.at().isAfter(arrival.at()) ? before.at() : arrival.at();
            String archiveId = arrival.archiveId() != null ? arrival.archiveId() : idOf(before);
            seen = new LastSeen(at, begun, archiveId, List.of());
            if (queue.isEmpty() || savedAt.plus(SAVED_EVERY).isBefore(Instant.now())) {
                save();
            }
            if (overflowed && queue.isEmpty()) {
                overflowed = false;
                again = true;
            }
        }
        if (again) {
            drained.run();
        }
    }

    private static @Nullable String idOf(@Nullable LastSeen last) {
        return last == null ? null : last.archiveId();
    }

    private void remember(String key) {
        keys.addLast(key);
        if (keys.size() > REMEMBERED) {
            keys.removeFirst();
        }
    }

    /** Writes down how far the place was taken over, if it is listened to. */
    synchronized void save() {
        LastSeen last = unread();
        if (last == null || !remembered) {
            return;
        }
        savedAt = Instant.now();
        try {
            memory.save(place, new LastSeen(last.at(), last.begun(), last.archiveId(), List.copyOf(keys)));
        } catch (RuntimeException e) {
            LOG.warn("{}: how far it was heard could not be saved: {}", place, e.toString());
        }
    }

    private synchronized boolean isStopped() {
        return stopped;
    }

    /** Waits, but not on if a listener came or the lane was stopped. */
    private synchronized void pause(Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        nudged = false;
        long left = time.toMillis();
        while (!stopped && !nudged && left > 0) {
            wait(left);
            left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        }
    }

    /** The newest keys, least recently added first out. */
    private static final class Lru extends LinkedHashMap<String, Boolean> {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > KNOWN;
        }
    }
}
