package dev.hubbub.store;

import dev.hubbub.channel.sms.Spending.Limits;
import dev.hubbub.channel.sms.Spending.Sum;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What was spent as far as some texts are concerned, read at once, and what they add to it, written at once. */
final class SpentSums {
    /** What was spent on a day nobody asks about any more. */
    private static final int KEPT_DAYS = 60;

    /** In place of a number: all together. */
    private static final String ALL = "";

    private static final String READ = """
            select s.delivery, s.number, null::date, 0
            from unnest(?, ?) as u (delivery, number) join sms_spent s using (delivery, number)
            union all
            select null, t.number, t.day, t.parts
            from unnest(?, ?) as u (day, number) join sms_spent_total t using (day, number)
            """;

    private static final String WRITE = """
            with s as (
                insert into sms_spent (delivery, number, day, parts) select * from unnest(?, ?, ?, ?))
            insert into sms_spent_total as t (day, number, parts) select * from unnest(?, ?, ?)
            on conflict (day, number) do update set parts = t.parts + excluded.parts
            """;

    private record Counted(String delivery, String number) {}

    private record Place(LocalDate day, String number) {}

    private final Set<Counted> counted = new HashSet<>();
    private final Map<Place, Long> totals = new HashMap<>();
    private final Map<Place, Long> added = new LinkedHashMap<>();
    private final Rows rows = new Rows("text", "text", "date", "int4");

    private SpentSums() {}

    static SpentSums read(Connection connection, List<Sum> sums) throws SQLException {
        Rows deliveries = new Rows("text", "text");
        Set<Place> places = new HashSet<>();
        for (Sum sum : sums) {
            deliveries.add(sum.delivery(), sum.number());
            places.add(new Place(sum.day(), sum.number()));
            places.add(new Place(sum.day(), ALL));
        }
        Rows wanted = new Rows("date", "text");
        places.forEach(place -> wanted.add(place.day(), place.number()));
        SpentSums found = new SpentSums();
        try (PreparedStatement statement = connection.prepareStatement(READ)) {
            int unused = wanted.bind(statement, deliveries.bind(statement, 1));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found.take(row);
                }
            }
        }
        return found;
    }

    private void take(ResultSet row) throws SQLException {
        String delivery = row.getString(1);
        String number = row.getString(2);
        if (delivery == null) {
            totals.put(new Place(row.getObject(3, LocalDate.class), number), row.getLong(4));
        } else {
            counted.add(new Counted(delivery, number));
        }
    }

    /** Adds one text's sums; what was counted at an earlier attempt is not counted again. */
    Optional<String> spend(List<Sum> sums, Limits limits) {
        List<Sum> fresh = sums.stream()
                .filter(sum -> !counted.contains(new Counted(sum.delivery(), sum.number())))
                .toList();
        long together = 0;
        for (Sum sum : fresh) {
            together += sum.parts();
            if (limits.perNumber() > 0 && spent(sum.day(), sum.number()) + sum.parts() > limits.perNumber()) {
                return Optional.of("the day's limit of " + limits.perNumber() + " messages to " + sum.number()
                        + " is reached (hubbub.sms.per-number)");
            }
            if (limits.perDay() > 0 && spent(sum.day(), ALL) + together > limits.perDay()) {
                return Optional.of(
                        "the day's limit of " + limits.perDay() + " messages is reached (hubbub.sms.per-day)");
            }
        }
        fresh.forEach(this::add);
        return Optional.empty();
    }

    private long spent(LocalDate day, String number) {
        Place place = new Place(day, number);
        return totals.getOrDefault(place, 0L) + added.getOrDefault(place, 0L);
    }

    private void add(Sum sum) {
        counted.add(new Counted(sum.delivery(), sum.number()));
        rows.add(sum.delivery(), sum.number(), sum.day(), sum.parts());
        added.merge(new Place(sum.day(), sum.number()), (long) sum.parts(), Long::sum);
        added.merge(new Place(sum.day(), ALL), (long) sum.parts(), Long::sum);
    }

    void write(Connection connection) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        Rows more = new Rows("date", "text", "int8");
        added.forEach((place, parts) -> more.add(place.day(), place.number(), parts));
        try (PreparedStatement statement = connection.prepareStatement(WRITE)) {
            int unused = more.bind(statement, rows.bind(statement, 1));
            int unusedToo = statement.executeUpdate();
        }
        for (Place place : added.keySet()) {
            if (place.number().equals(ALL) && !totals.containsKey(place)) {
                forget(connection, place.day().minusDays(KEPT_DAYS));
            }
        }
    }

    /** Once a day, with the first text of it. */
    private static void forget(Connection connection, LocalDate before) throws SQLException {
        Sql.run(connection, "delete from sms_spent where day < ?", before);
        Sql.run(connection, "delete from sms_spent_total where day < ?", before);
    }
}
