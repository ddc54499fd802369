package dev.hubbub.api.stream;

import dev.hubbub.message.TraceEvent;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** How many readers want each type of event; asked and changed by any thread. */
final class Demand {
    private final Map<TraceEvent.Type, Integer> readers = new ConcurrentHashMap<>();

    void add(Set<TraceEvent.Type> wanted) {
        wanted.forEach(type -> readers.merge(type, 1, Integer::sum));
    }

    void remove(Set<TraceEvent.Type> wanted) {
        wanted.forEach(type -> readers.computeIfPresent(type, (unused, number) -> number == 1 ? null : number - 1));
    }

    /** What anybody wants. */
    Set<TraceEvent.Type> types() {
        return Set.copyOf(readers.keySet());
    }

    boolean isNone() {
        return readers.isEmpty();
    }
}
