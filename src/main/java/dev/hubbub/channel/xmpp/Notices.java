package dev.hubbub.channel.xmpp;

import dev.hubbub.message.Address;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is noticed of people in one place beside what they say: that they are there or gone, that they type. It is of the moment:
 * only what is new is told, of each one only the last, and no more than so many in a second.
 */
final class Notices {
    private static final Logger LOG = LoggerFactory.getLogger(Notices.class);
    private static final int MOST = 2_000;

    private final Executor workers;
    private final Duration gap;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final Map<Key, Notice> waiting = new LinkedHashMap<>();
    private final Map<Key, Notice> told = new Lru();
    private boolean telling;

    /** @param gap how long to wait after each */
    Notices(Executor workers, Duration gap) {
        this.workers = workers;
        this.gap = gap;
    }

    /**
     * Something noticed: a presence, or else a chat state (XEP-0085).
     *
     * @param show online, chat, away, xa, dnd or offline, or null
     * @param status what is said of that, or null
     * @param state active, composing, paused, inactive or gone, or null
     */
    record Notice(
            Address from,
            String name,
            @Nullable String show,
            @Nullable String status,
            @Nullable String state) {}

    /** Who is told. */
    interface Listener {
        void noticed(Notice notice) throws Exception;
    }

    private record Key(Address from, boolean presence) {
        static Key of(Notice notice) {
            return new Key(notice.from(), notice.show() != null);
        }
    }

    void listen(Listener listener) {
        listeners.add(listener);
    }

    void unlisten(Listener listener) {
        listeners.remove(listener);
    }

    /** Has it told, unless that is known; never waits. */
    synchronized void offer(Notice notice) {
        Key key = Key.of(notice);
        if (listeners.isEmpty() || (waiting.size() >= MOST && !waiting.containsKey(key))) {
            return;
        }
        if (notice.equals(told.get(key))) {
            waiting.remove(key);
            return;
        }
        waiting.put(key, notice);
        if (!telling) {
            telling = true;
            workers.execute(this::tellAll);
        }
    }

    /** Of those that were there, all others are gone. */
    synchronized void only(Collection<Address> here) {
        for (Notice last : List.copyOf(told.values())) {
            if (last.show() != null && !last.show().equals(Shows.OFFLINE) && !here.contains(last.from())) {
                offer(new Notice(last.from(), last.name(), Shows.OFFLINE, null, null));
            }
        }
    }

    private void tellAll() {
        try {
            for (Notice next = next(); next != null; next = next()) {
                tell(next);
                TimeUnit.MILLISECONDS.sleep(gap.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized @Nullable Notice next() {
        if (waiting.isEmpty()) {
            telling = false;
            return null;
        }
        Map.Entry<Key, Notice> first = waiting.entrySet().iterator().next();
        waiting.remove(first.getKey());
        told.put(first.getKey(), first.getValue());
        return first.getValue();
    }

    private void tell(Notice notice) {
        for (Listener listener : listeners) {
            try {
                listener.noticed(notice);
            } catch (Exception e) {
                LOG.debug("a presence was not told: {}", e.toString());
            }
        }
    }

    /** The last of each, least recently told first out. */
    private static final class Lru extends LinkedHashMap<Key, Notice> {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Notice> eldest) {
            return size() > MOST;
        }
    }
}
