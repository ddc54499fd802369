package dev.hubbub.crash;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What the callers said, and what they were answered: kept outside of whatever is killed. */
final class Journal {
    private final String name;
    private final AtomicInteger texts = new AtomicInteger();
    private final Map<String, String> answered = new ConcurrentHashMap<>();
    private final Map<Integer, AtomicInteger> statuses = new ConcurrentHashMap<>();

    /** @param name sets its texts apart from those of another journal of the same hub */
    Journal(String name) {
        this.name = name;
    }

    /** A text that nobody has said before. */
    String freshText() {
        return name + "-" + texts.incrementAndGet();
    }

    /** A text was answered as stored, under that id. */
    void stored(String text, String id) {
        String before = answered.put(text, id);
        if (before != null && !before.equals(id)) {
            throw new IllegalStateException(text + " was answered as " + before + " and as " + id);
        }
    }

    /** What status was answered, whatever it means. */
    void status(int status) {
        statuses.computeIfAbsent(status, unused -> new AtomicInteger()).incrementAndGet();
    }

    /** The ids of the texts that were answered as stored. */
    Map<String, String> answered() {
        return Map.copyOf(answered);
    }

    int size() {
        return answered.size();
    }

    /** How often each status was answered, on one line. */
    @Override
    public String toString() {
        return new TreeMap<>(statuses).toString();
    }

    /** All statuses that were answered. */
    Set<Integer> statuses() {
        return Set.copyOf(statuses.keySet());
    }
}
