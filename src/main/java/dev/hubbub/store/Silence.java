package dev.hubbub.store;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Which nodes are silent, and for how long: what a node wrote last has stayed the same all the while. What it says is
 * only compared, never taken for a time, so that no two clocks have to agree and each may be set.
 */
final class Silence {
    private static final long LONG_GONE_NANOS = TimeUnit.HOURS.toNanos(1);

    private final long goneNanos;
    private final Map<UUID, Heard> heard = new HashMap<>();

    private record Heard(Instant said, long since) {}

    /** @param goneNanos silence after which a node is taken for gone */
    Silence(long goneNanos) {
        this.goneNanos = goneNanos;
    }

    /** Notes what each has said last, and tells which are taken for gone. */
    synchronized Set<UUID> judge(Map<UUID, Instant> said, long now) {
        heard.keySet().retainAll(said.keySet());
        said.forEach((node, what) -> heard.compute(
                node, (id, before) -> before != null && before.said().equals(what) ? before : new Heard(what, now)));
        return silentFor(goneNanos, now);
    }

    /** Those whose rows are of no use any more. */
    synchronized Set<UUID> longGone(long now) {
        return silentFor(LONG_GONE_NANOS, now);
    }

    private Set<UUID> silentFor(long nanos, long now) {
        return heard.entrySet().stream()
                .filter(entry -> now - entry.getValue().since() > nanos)
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }
}
