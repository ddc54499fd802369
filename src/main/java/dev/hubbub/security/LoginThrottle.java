package dev.hubbub.security;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slows down guessing: after a few wrong tries for one name from one address each further try has to wait twice as long
 * as the one before. An address that tries many names is slowed as well; an IPv6 network of one household (/64) counts as
 * one address. A try counts when it begins, so that many at once gain nothing. Kept in memory, for the addresses seen
 * last.
 */
public final class LoginThrottle {
    private static final int REMEMBERED = 20_000;
    private static final int NETWORK_BYTES = 8;

    private final Limits limits;
    private final Clock clock;
    private final Map<String, Tries> tries = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Tries> eldest) {
            return size() > REMEMBERED;
        }
    };

    private record Tries(int count, Instant last, Instant free) {
        /** If the clock was set back meanwhile, the wait begins anew instead of lasting until the clock is there again. */
        Tries at(Instant now) {
            return last.isAfter(now) ? new Tries(count, now, now.plus(Duration.between(last, free))) : this;
        }
    }

    /**
     * When tries have to wait, and how long.
     *
     * @param perName wrong tries for one name from one address that are free
     * @param perAddress wrong tries from one address that are free
     * @param longest the longest wait; after as long without a try all is forgotten
     */
    public record Limits(int perName, int perAddress, Duration longest) {
        /** What is usual. */
        public static final Limits USUAL = new Limits(5, 30, Duration.ofMinutes(15));
    }

    public LoginThrottle(Limits limits, Clock clock) {
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * Counts a try that begins now.
     *
     * @throws TooBusyException if it has to wait; it is then not counted
     */
    public synchronized void begin(String name, String address) {
        refuseWhoMustWait(name, address);
        wrong(name, address);
    }

    /**
     * Lets a try begin without counting it: for secrets that nobody guesses, of which many may be shown at once.
     *
     * @throws TooBusyException if it has to wait
     */
    synchronized void refuseWhoMustWait(String name, String address) {
        Duration wait = wait(name, address);
        if (!wait.isZero()) {
            throw new TooBusyException("Too many wrong tries.", wait);
        }
    }

    /** Counts a try that was wrong. */
    synchronized void wrong(String name, String address) {
        Instant now = clock.instant();
        String network = network(address);
        count(now, pair(name, network), limits.perName());
        count(now, network, limits.perAddress());
    }

    /** How long the next try for this name from there has to wait. */
    synchronized Duration wait(String name, String address) {
        Instant now = clock.instant();
        String network = network(address);
        Duration byName = wait(now, pair(name, network));
        Duration byAddress = wait(now, network);
        return byName.compareTo(byAddress) > 0 ? byName : byAddress;
    }

    /** How long the last try made the next one wait, whatever has passed of it since. */
    synchronized Duration imposed(String name, String address) {
        String network = network(address);
        Duration byName = imposed(pair(name, network));
        Duration byAddress = imposed(network);
        return byName.compareTo(byAddress) > 0 ? byName : byAddress;
    }

    private Duration imposed(String key) {
        Tries known = tries.get(key);
        return known == null ? Duration.ZERO : Duration.between(known.last(), known.free());
    }

    /**
     * The try that had begun was right: forgets the wrong ones for this name. Of those for other names only this one is
     * taken back, so that nobody gets free tries at others by logging in themselves.
     */
    public synchronized void succeeded(String name, String address) {
        String network = network(address);
        tries.remove(pair(name, network));
        tries.computeIfPresent(
                network,
                (key, known) -> known.count() <= 1 ? null : new Tries(known.count() - 1, known.last(), known.last()));
    }

    /** How many names and addresses are remembered. */
    synchronized int size() {
        return tries.size();
    }

    private static String pair(String name, String network) {
        return network + " " + name;
    }

    /** Asks no name server: what is no address in text form is taken as it is. */
    private static String network(String address) {
        if (!address.contains(":") || !address.matches("[0-9a-fA-F:.]+")) {
            return address;
        }
        try {
            byte[] bytes = InetAddress.getByName(address).getAddress();
            return bytes.length <= NETWORK_BYTES ? address : HexFormat.of().formatHex(bytes, 0, NETWORK_BYTES);
        } catch (UnknownHostException e) {
            return address;
        }
    }

    private Duration wait(Instant now, String key) {
        Tries known = tries.computeIfPresent(key, (unused, before) -> before.at(now));
        return known != null && known.free().isAfter(now) ? Duration.between(now, known.free()) : Duration.ZERO;
    }

    private void count(Instant now, String key, int free) {
        Tries known = tries.get(key);
        boolean fresh = known == null || known.last().plus(limits.longest()).isBefore(now);
        int count = fresh || known == null ? 1 : known.count() + 1;
        Duration wait = count < free ? Duration.ZERO : beyond(count - free);
        tries.put(key, new Tries(count, now, now.plus(wait)));
    }

    private Duration beyond(int tries) {
        Duration doubled = Duration.ofSeconds(1L << Math.min(tries, 20));
        return doubled.compareTo(limits.longest()) > 0 ? limits.longest() : doubled;
    }
}
