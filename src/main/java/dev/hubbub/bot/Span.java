package dev.hubbub.bot;

import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A length of time as people write it: {@code 10m}, {@code 1h30m}, {@code 1 h 30 min}, {@code 2 days}. Units come from
 * large to small, each at most once; weeks and days are the calendar's (the same time of day, also where the clocks
 * change in between), hours and smaller ones are exact.
 */
record Span(Map<ChronoUnit, Long> parts) {
    private static final Pattern PART = Pattern.compile("([0-9]{1,6})([a-z]*)");
    private static final List<ChronoUnit> LARGE_TO_SMALL =
            List.of(ChronoUnit.WEEKS, ChronoUnit.DAYS, ChronoUnit.HOURS, ChronoUnit.MINUTES, ChronoUnit.SECONDS);
    private static final Map<String, ChronoUnit> UNITS = Map.ofEntries(
            Map.entry("w", ChronoUnit.WEEKS),
            Map.entry("week", ChronoUnit.WEEKS),
            Map.entry("weeks", ChronoUnit.WEEKS),
            Map.entry("d", ChronoUnit.DAYS),
            Map.entry("day", ChronoUnit.DAYS),
            Map.entry("days", ChronoUnit.DAYS),
            Map.entry("h", ChronoUnit.HOURS),
            Map.entry("hr", ChronoUnit.HOURS),
            Map.entry("hrs", ChronoUnit.HOURS),
            Map.entry("hour", ChronoUnit.HOURS),
            Map.entry("hours", ChronoUnit.HOURS),
            Map.entry("m", ChronoUnit.MINUTES),
            Map.entry("min", ChronoUnit.MINUTES),
            Map.entry("mins", ChronoUnit.MINUTES),
            Map.entry("minute", ChronoUnit.MINUTES),
            Map.entry("minutes", ChronoUnit.MINUTES),
            Map.entry("s", ChronoUnit.SECONDS),
            Map.entry("sec", ChronoUnit.SECONDS),
            Map.entry("secs", ChronoUnit.SECONDS),
            Map.entry("second", ChronoUnit.SECONDS),
            Map.entry("seconds", ChronoUnit.SECONDS));

    Span {
        parts = Map.copyOf(parts);
    }

    /** Takes a length of time from the words; what does not continue it is left. */
    static Span read(Words words) throws Refusal {
        Map<ChronoUnit, Long> parts = new EnumMap<>(ChronoUnit.class);
        int smallest = -1;
        while (true) {
            int mark = words.mark();
            Optional<Map<ChronoUnit, Long>> next = readWord(words, smallest);
            if (next.isEmpty()) {
                words.backTo(mark);
                break;
            }
            parts.putAll(next.get());
            smallest = smallestOf(parts);
        }
        if (parts.values().stream().allMatch(amount -> amount == 0)) {
            throw new Refusal(parts.isEmpty() ? When.FORMS : "A reminder needs at least a second.");
        }
        return new Span(parts);
    }

    ZonedDateTime after(ZonedDateTime start) {
        ZonedDateTime end = start;
        for (ChronoUnit unit : LARGE_TO_SMALL) {
            end = end.plus(parts.getOrDefault(unit, 0L), unit);
        }
        return end;
    }

    /** One word, as {@code 1h30m}, or a number and a unit in two; empty if it is none or its units are too large here. */
    private static Optional<Map<ChronoUnit, Long>> readWord(Words words, int smallestSoFar) {
        String word = words.peek();
        words.skip();
        if (word.matches("[0-9]{1,6}")) {
            word += words.peek();
            words.skip();
        }
        Map<ChronoUnit, Long> found = new EnumMap<>(ChronoUnit.class);
        Matcher part = PART.matcher(word);
        int at = 0;
        int smallest = smallestSoFar;
        while (at < word.length()) {
            if (!part.find(at) || part.start() != at) {
                return Optional.empty();
            }
            ChronoUnit unit = UNITS.get(part.group(2));
            if (unit == null || LARGE_TO_SMALL.indexOf(unit) <= smallest) {
                return Optional.empty();
            }
            found.put(unit, Long.parseLong(part.group(1)));
            smallest = LARGE_TO_SMALL.indexOf(unit);
            at = part.end();
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(found);
    }

    private static int smallestOf(Map<ChronoUnit, Long> parts) {
        return parts.keySet().stream().mapToInt(LARGE_TO_SMALL::indexOf).max().orElse(-1);
    }
}
