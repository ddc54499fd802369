package dev.hubbub.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What was found out a moment ago, by a digest; bounded in time and number. */
final class Memo<T> {
    private final Map<String, Entry<T>> entries = new ConcurrentHashMap<>();
    private final Clock clock;
    private final Duration life;
    private final int most;

    private record Entry<T>(T value, Instant from, Instant until) {
        /** Not beyond its life, and not after the clock was set back before its beginning, either. */
        boolean isFresh(Instant now) {
            return until.isAfter(now) && !from.isAfter(now);
        }
    }

    Memo(Clock clock, Duration life, int most) {
        this.clock = clock;
        this.life = life;
        this.most = most;
    }

    Optional<T> get(String key) {
        Entry<T> entry = entries.get(key);
        return entry != null && entry.isFresh(clock.instant()) ? Optional.of(entry.value()) : Optional.empty();
    }

    void put(String key, T value) {
        if (entries.size() >= most) {
            Instant now = clock.instant();
            entries.values().removeIf(entry -> !entry.isFresh(now));
            if (entries.size() >= most) {
                entries.clear();
            }
        }
        Instant from = clock.instant();
        entries.put(key, new Entry<>(value, from, from.plus(life)));
    }

    void remove(String key) {
        entries.remove(key);
    }

    void clear() {
        entries.clear();
    }
}
