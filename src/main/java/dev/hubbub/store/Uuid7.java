package dev.hubbub.store;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** Ids by time: a UUIDv7 begins with its milliseconds, so a span of time is a span of the primary key. */
final class Uuid7 {
    /** How far an id's time may lie from what a row says, as ids are made by other clocks. */
    private static final Duration SLACK = Duration.ofMinutes(10);

    private Uuid7() {}

    /** Less than the id of anything accepted then or later. */
    static UUID below(Instant time) {
        return first(time.minus(SLACK));
    }

    /** More than the id of anything accepted before then. */
    static UUID above(Instant time) {
        return first(time.plus(SLACK));
    }

    private static UUID first(Instant time) {
        long millis = Math.max(0, Math.min(time.toEpochMilli(), (1L << 48) - 1));
        return new UUID(millis << 16, 0);
    }
}
