package dev.hubbub.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slows down guessing: after a few wrong tries for one name from one address each further try has to wait twice as long
 * as the one before, up to a quarter of an hour. An address that tries many names is slowed as well. A try counts when it
 * begins, so that many at once gain nothing. Kept in memory, for the addresses seen last.
 */
public final class LoginThrottle {
    private static final int FREE_PER_NAME = 5;
    private static final int FREE_PER_ADDRESS = 30;
    private static final Duration LONGEST = Duration.ofMinutes(15);
    private static final int REMEMBERED = 20_000;

    private final Clock clock;
    private final Map<String, Tries> tries = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Tries> eldest) {
            return size() > REMEMBERED;
        }
    };

    private record Tries(int count, Instant last, Instant free) {}

    public LoginThrottle(Clock clock) {
        this.clock = clock;
    }

    /**
     * Counts a try that begins now.
     *
     * @throws TooBusyException if it has to wait; it is then not counted
     */
    public synchronized void begin(String name, String address) {
        Instant now = clock.instant();
        String pair = pair(name, address);
        refuseBefore(now, pair);
        refuseBefore(now, address);
        count(now, pair, FREE_PER_NAME);
        count(now, address, FREE_PER_ADDRESS);
    }

    /** The try was right: forgets the wrong ones before it. */
    public synchronized void succeeded(String name, String address) {
        tries.remove(pair(name, address));
        tries.remove(address);
    }

    private static String pair(String name, String address) {
        return address + " " + name;
    }

    private void refuseBefore(Instant now, String key) {
        Tries known = tries.get(key);
        if (known != null && known.free().isAfter(now)) {
            throw new TooBusyException("Too many wrong tries.", Duration.between(now, known.free()));
        }
    }

    private void count(Instant now, String key, int free) {
        Tries known = tries.get(key);
        boolean fresh = known == null || known.last().plus(LONGEST).isBefore(now);
        int count = fresh || known == null ? 1 : known.count() + 1;
        Duration wait = count < free ? Duration.ZERO : wait(count - free);
        tries.put(key, new Tries(count, now, now.plus(wait)));
    }

    private static Duration wait(int beyond) {
        Duration doubled = Duration.ofSeconds(1L << Math.min(beyond, 20));
        return doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
    }
}
