package dev.hubbub.bot;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * A moment somebody wrote, and what they wrote after it: {@code in 1h30m tea}, {@code at 17:30 tea}, {@code at
 * 2026-12-24 09:00 tea}, {@code tomorrow 9:00 tea}.
 *
 * @param at the moment, with the zone it was meant in
 * @param shifted whether the clocks skip the time that was written, so that the first moment after the gap was taken
 * @param text what followed
 */
record When(ZonedDateTime at, boolean shifted, String text) {
    static final String FORMS =
            "Write: in 10m TEXT, in 1h30m TEXT, at 17:30 TEXT, at 2026-12-24 09:00 TEXT or tomorrow 9:00 TEXT.";

    /**
     * Reads a moment from the left of a text.
     *
     * @param now when it was written
     * @param zone where the writer is
     * @throws Refusal if it is no moment, or one that has passed
     */
    static When read(String written, Instant now, ZoneId zone) throws Refusal {
        Words words = new Words(written);
        ZonedDateTime here = now.atZone(zone);
        words.skipIf("me");
        if (words.skipIf("in")) {
            return new When(Span.read(words).after(here), false, words.rest());
        }
        if (words.skipIf("tomorrow")) {
            return onDay(words, here, here.toLocalDate().plusDays(1));
        }
        if (words.skipIf("today")) {
            return onDay(words, here, here.toLocalDate());
        }
        if (words.skipIf("at") || words.skipIf("on")) {
            Optional<LocalDateTime> joined = ClockTime.readDateAndTime(words.peek());
            if (joined.isPresent()) {
                words.skip();
                return at(joined.get(), here, words);
            }
            Optional<LocalDate> date = ClockTime.readDate(words.peek());
            if (date.isPresent()) {
                words.skip();
                return onDay(words, here, date.get());
            }
            return nextTime(words, here);
        }
        throw new Refusal(FORMS);
    }

    private static When onDay(Words words, ZonedDateTime here, LocalDate day) throws Refusal {
        words.skipIf("at");
        return at(day.atTime(ClockTime.read(words)), here, words);
    }

    /** A time of day alone is the next such time: later today, else tomorrow. */
    private static When nextTime(Words words, ZonedDateTime here) throws Refusal {
        LocalTime time = ClockTime.read(words);
        LocalDateTime today = here.toLocalDate().atTime(time);
        return at(toCome(today, here).isPresent() ? today : today.plusDays(1), here, words);
    }

    private static When at(LocalDateTime local, ZonedDateTime here, Words words) throws Refusal {
        ZonedDateTime moment = toCome(local, here)
                .orElseThrow(() -> new Refusal("That has passed: here it is " + ClockTime.shown(here) + "."));
        return new When(moment, isShifted(moment, local), words.rest());
    }

    /** When clocks here will show that time, unless they have. */
    private static Optional<ZonedDateTime> toCome(LocalDateTime local, ZonedDateTime here) {
        // in a gap atZone goes forward by the gap's length; in an overlap it takes the first of the two
        ZonedDateTime first = local.atZone(here.getZone());
        ZonedDateTime moment = first.isAfter(here) ? first : first.withLaterOffsetAtOverlap();
        boolean skippedAlready = isShifted(moment, local) && local.isBefore(here.toLocalDateTime());
        return moment.isAfter(here) && !skippedAlready ? Optional.of(moment) : Optional.empty();
    }

    private static boolean isShifted(ZonedDateTime moment, LocalDateTime local) {
        return !moment.toLocalDateTime().equals(local);
    }
}
