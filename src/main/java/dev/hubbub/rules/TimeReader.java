package dev.hubbub.rules;

import dev.hubbub.config.Problems;
import dev.hubbub.config.Suggestion;
import dev.hubbub.config.Yaml;
import dev.hubbub.config.YamlFields;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code time: { days: [mon, fri], from: "08:00", to: "18:00", zone: Europe/Berlin }}. */
final class TimeReader {
    static final List<String> DAYS = Arrays.stream(DayOfWeek.values())
            .map(day -> Vocabulary.shown(day).substring(0, 3))
            .toList();

    private static final Set<String> KEYS = Set.of("days", "from", "to", "zone");
    static final String END_OF_DAY = "24:00";

    private final Problems problems;

    TimeReader(Problems problems) {
        this.problems = problems;
    }

    @Nullable
    Condition read(YamlFields in) {
        Yaml value = in.value("time");
        YamlFields fields = value == null ? null : YamlFields.of(value, problems, "a time", KEYS);
        if (fields == null) {
            return null;
        }
        if (fields.has("from") != fields.has("to") || !(fields.has("days") || fields.has("from"))) {
            problems.add(fields.place(), "needs days, or from and to, or all three");
            return null;
        }
        LocalTime from = clock(fields, "from");
        LocalTime to = clock(fields, "to");
        if (from != null && from.equals(to)) {
            problems.add(fields.place(), "from and to are the same; leave both out for the whole day");
        }
        return new Condition.Time(days(fields), from == null ? LocalTime.MIDNIGHT : from, to, zone(fields));
    }

    private Set<DayOfWeek> days(YamlFields in) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (Yaml.Scalar text : in.texts("days", 7, 20)) {
            DayOfWeek day = Vocabulary.read(text, TimeReader::day, problems);
            if (day != null) {
                days.add(day);
            }
        }
        return days.isEmpty() ? EnumSet.allOf(DayOfWeek.class) : days;
    }

    private static DayOfWeek day(String text) {
        int index = DAYS.indexOf(text);
        if (index < 0) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no day (" + String.join(", ", DAYS) + ")" + Suggestion.didYouMean(text, DAYS));
        }
        return DayOfWeek.of(index + 1);
    }

    /** A time of the clock; null for the end of the day, which only {@code to} can be. */
    private @Nullable LocalTime clock(YamlFields in, String key) {
        Yaml.Scalar text = in.text(key, 20);
        if (text == null || (key.equals("to") && text.text().equals(END_OF_DAY))) {
            return null;
        }
        return Vocabulary.read(text, TimeReader::clock, problems);
    }

    private static LocalTime clock(String text) {
        try {
            if (text.length() == 5) {
                return LocalTime.parse(text);
            }
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("'" + text + "' is no time; write \"08:00\"", e);
        }
        throw new IllegalArgumentException("'" + text + "' is no time; write \"08:00\"");
    }

    private ZoneId zone(YamlFields in) {
        Yaml.Scalar text = in.text("zone", 60);
        ZoneId zone = text == null ? null : Vocabulary.read(text, TimeReader::zone, problems);
        return zone == null ? ZoneId.systemDefault() : zone;
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no time zone; write one as Europe/Berlin"
                            + Suggestion.didYouMean(text, ZoneId.getAvailableZoneIds()),
                    e);
        }
    }
}
