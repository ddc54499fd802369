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

    private record Entry<T>(T value, Instant until) {}

    Memo(Clock clock, Duration life, int most) {
        this.clock = clock;
        this.life = life;
        this.most = most;
    }

    Optional<T> get(String key) {
        Entry<T> entry = entries.get(key);
        return entry != null && entry.until().isAfter(clock.instant()) ? Optional.of(entry.value()) : Optional.empty();
    }

    void put(String key, T value) {
        if (entries.size() >= most) {
            Instant now = clock.instant();
            entries.values().removeIf(entry -> !entry.until().isAfter(now));
            if (entries.size() >= most) {
                entries.clear();
            }
        }
        entries.put(key, new Entry<>(value, clock.instant().plus(life)));
    }

    void remove(String key) {
        entries.remove(key);
    }

    void clear() {
        entries.clear();
    }
}
