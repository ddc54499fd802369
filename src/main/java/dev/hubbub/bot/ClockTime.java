package dev.hubbub.bot;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Times of day and dates as people write them: {@code 17:30}, {@code 9:00:15}, {@code 5pm}, {@code 2026-12-24}. */
final class ClockTime {
    private static final Pattern DATE = Pattern.compile("([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})");
    private static final Pattern TIME = Pattern.compile("([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?(am|pm)?");
    private static final Pattern HOUR = Pattern.compile("([0-9]{1,2})(am|pm)");
    private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter SHOWN_SECONDS =
            DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm:ss", Locale.ENGLISH);

    private ClockTime() {}

    /**
     * How the bot writes a moment: {@code Thu 2026-12-24 09:00 (Europe/Berlin)}; for a time that exists twice, which of
     * the two: {@code Sun 2026-10-25 02:30 (Europe/Berlin, +02:00)}.
     */
    static String shown(ZonedDateTime moment) {
        DateTimeFormatter form = moment.getSecond() == 0 ? SHOWN : SHOWN_SECONDS;
        boolean twice = !moment.withEarlierOffsetAtOverlap().equals(moment.withLaterOffsetAtOverlap());
        return form.format(moment) + " (" + moment.getZone().getId() + (twice ? ", " + moment.getOffset() : "") + ")";
    }

    /** Takes a time of day from the words; {@code 5 pm} may be two. */
    static LocalTime read(Words words) throws Refusal {
        String word = words.peek();
        words.skip();
        String half = words.peek();
        if (half.equals("am") || half.equals("pm")) {
            Optional<LocalTime> joined = parse(word + half);
            if (joined.isPresent()) {
                words.skip();
                return joined.get();
            }
        }
        return parse(word).orElseThrow(() -> new Refusal(When.FORMS));
    }

    /** A date, if the word has its form; a date that no calendar has is refused. */
    static Optional<LocalDate> readDate(String word) throws Refusal {
        Matcher form = DATE.matcher(word);
        if (!form.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.of(number(form, 1), number(form, 2), number(form, 3)));
        } catch (DateTimeException e) {
            throw new Refusal("There is no such day as " + word + ".");
        }
    }

    /** A date and a time in one word, as {@code 2026-12-24T09:00}, if it has that form. */
    static Optional<LocalDateTime> readDateAndTime(String word) throws Refusal {
        int t = word.indexOf('t');
        if (t < 0) {
            return Optional.empty();
        }
        Optional<LocalDate> date = readDate(word.substring(0, t));
        Optional<LocalTime> time = parse(word.substring(t + 1));
        return date.flatMap(day -> time.map(day::atTime));
    }

    private static Optional<LocalTime> parse(String word) {
        Matcher time = TIME.matcher(word);
        Matcher hour = HOUR.matcher(word);
        try {
            if (time.matches()) {
                int seconds = time.group(3) == null ? 0 : number(time, 3);
                return Optional.of(LocalTime.of(hour(number(time, 1), time.group(4)), number(time, 2), seconds));
            }
            return hour.matches()
                    ? Optional.of(LocalTime.of(hour(number(hour, 1), hour.group(2)), 0))
                    : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static int hour(int written, @Nullable String half) {
        if (half == null) {
            return written;
        }
        if (written < 1 || written > 12) {
            throw new DateTimeException("no hour of the twelve");
        }
        return written % 12 + (half.equals("pm") ? 12 : 0);
    }

    private static int number(Matcher form, int group) {
        return Integer.parseInt(form.group(group));
    }
}
