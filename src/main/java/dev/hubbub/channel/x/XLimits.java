package dev.hubbub.channel.x;

import java.net.http.HttpHeaders;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What X says with each answer of how much it may still be asked, for each kind of request. */
final class XLimits {
    private static final Duration UNTOLD = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofHours(25);
    private static final List<String> WINDOWS = List.of("x-rate-limit", "x-user-limit-24hour", "x-app-limit-24hour");

    private final Clock clock;
    private final Map<String, Instant> closed = new ConcurrentHashMap<>();

    XLimits(Clock clock) {
        this.clock = clock;
    }

    /** Asks before X would have to say no. */
    void check(String kind) throws XException {
        Instant until = closed.get(kind);
        if (until == null) {
            return;
        }
        Duration wait = Duration.between(clock.instant(), until);
        if (wait.isNegative() || wait.isZero()) {
            closed.remove(kind, until);
            return;
        }
        throw new XException(XException.Kind.LIMITED, "X allows no more for now", wait, null);
    }

    /**
     * Notes what an answer says.
     *
     * @param refused whether it was more than X allows
     * @return how long to wait, if nothing more is allowed
     */
    @Nullable
    Duration note(String kind, HttpHeaders headers, boolean refused) {
        Duration longest = null;
        for (String window : WINDOWS) {
            if (headers.firstValueAsLong(window + "-remaining").orElse(1) > 0) {
                continue;
            }
            Duration wait = untilReset(headers, window).orElse(UNTOLD);
            longest = longest == null || wait.compareTo(longest) > 0 ? wait : longest;
        }
        if (longest == null && refused) {
            longest = untilReset(headers, WINDOWS.get(0)).orElse(UNTOLD);
        }
        if (longest != null) {
            closed.put(kind, clock.instant().plus(longest));
        }
        return longest;
    }

    /** By the clock of X, if it shows it: the hub's may be another. A second more, as X counts in whole ones. */
    private Optional<Duration> untilReset(HttpHeaders headers, String window) {
        return headers.firstValue(window + "-reset")
                .filter(text -> text.matches("\\d{1,12}"))
                .map(text -> Instant.ofEpochSecond(Long.parseLong(text) + 1))
                .map(reset -> Duration.between(now(headers), reset))
                .map(wait -> wait.isNegative() ? Duration.ZERO : wait)
                .map(wait -> wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
    }

    private Instant now(HttpHeaders headers) {
        try {
            return headers.firstValue("date")
                    .map(text -> ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant())
                    .orElseGet(clock::instant);
        } catch (DateTimeParseException e) {
            return clock.instant();
        }
    }
}
