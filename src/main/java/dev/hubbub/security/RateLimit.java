package dev.hubbub.security;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * So much in a span of time of each caller; who has used less has all of it at once. What is asked for at once goes
 * through as long as anything is left, and what it is too much for has to be waited off (the generic cell rate algorithm,
 * ITU-T I.371). Takes no lock; callers that are forgotten are those who have nothing to wait for, and when there are too
 * many others, those not yet known share one account.
 */
public final class RateLimit {
    private static final int REMEMBERED = 10_000;

    private final String what;
    private final long interval;
    private final long span;
    private final LongSupplier nanos;
    private final ConcurrentHashMap<String, AtomicLong> paidUntil = new ConcurrentHashMap<>();
    private final AtomicLong others;

    /**
     * A limit.
     *
     * @param what the sentence for those who have to wait
     * @param most how much; 0 switches the limit off
     * @param span in which time
     */
    public RateLimit(String what, int most, Duration span) {
        this(what, most, span, System::nanoTime);
    }

    RateLimit(String what, int most, Duration span, LongSupplier nanos) {
        this.what = what;
        this.interval = most == 0 ? 0 : Math.max(1, span.toNanos() / most);
        this.span = span.toNanos();
        this.nanos = nanos;
        this.others = new AtomicLong(nanos.getAsLong());
    }

    /**
     * Takes from what the caller has.
     *
     * @throws TooBusyException if there is nothing left; nothing is taken then
     */
    public void take(String caller, int count) {
        if (interval == 0) {
            return;
        }
        long now = nanos.getAsLong();
        AtomicLong account = account(caller, now);
        while (true) {
            long paid = account.get();
            long wait = paid - now - span + interval;
            if (wait > 0) {
                throw new TooBusyException(what, Duration.ofNanos(wait));
            }
            long begins = paid - now > 0 ? paid : now;
            if (account.compareAndSet(paid, begins + count * interval)) {
                return;
            }
        }
    }

    /** How many callers are remembered. */
    int size() {
        return paidUntil.size();
    }

    private AtomicLong account(String caller, long now) {
        AtomicLong known = paidUntil.get(caller);
        if (known != null) {
            return known;
        }
        if (paidUntil.size() >= REMEMBERED) {
            paidUntil.values().removeIf(paid -> paid.get() - now <= 0);
            if (paidUntil.size() >= REMEMBERED) {
                return others;
            }
        }
        return paidUntil.computeIfAbsent(caller, unused -> new AtomicLong(now));
    }
}
