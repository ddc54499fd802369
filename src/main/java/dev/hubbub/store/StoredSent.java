package dev.hubbub.store;

import dev.hubbub.channel.sms.SentTexts;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The table {@code sms_sent}, a row for each message of a delivery that is several. */
public final class StoredSent implements SentTexts {
    /** No SMSC tries so long. */
    private static final Duration KEPT = Duration.ofDays(10);

    /** A receipt can overtake the answer that tells the message's id. Few: those of texts in one piece wait here, too. */
    private static final int TRIES = 5;

    private static final long PAUSE_MILLIS = 100;
    private static final Duration UNDER_WAY = Duration.ofMinutes(1);

    private static final String BOUNCED = "bounced";

    private final Database database;
    private final Clock clock;

    public StoredSent(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** A row, but for what it was found by. */
    private record Row(
            Place place, @Nullable String id, @Nullable String state) {}

    @Override
    public Map<Place, String> begin(String account, String delivery, List<Place> places) {
        Instant now = clock.instant();
        return database.withConnection(connection -> {
            Sql.run(connection, "delete from sms_sent where at < ?", now.minus(KEPT));
            Map<Place, String> taken = new HashMap<>();
            Set<Place> wanted = new HashSet<>(places);
            for (Row row : rows(connection, delivery)) {
                if (row.id() != null && wanted.contains(row.place())) {
                    taken.put(row.place(), row.id());
                }
            }
            if (taken.size() == wanted.size()) {
                taken.clear();
            }
            Sql.run(connection, "delete from sms_sent where delivery = ?", delivery);
            for (int at = 0; at < places.size(); at++) {
                Place place = places.get(at);
                Sql.run(
                        connection,
                        "insert into sms_sent (delivery, number, part, place, account, id, at)"
                                + " values (?, ?, ?, ?, ?, ?, ?)",
                        delivery,
                        place.number(),
                        place.part(),
                        at,
                        account,
                        taken.get(place),
                        now);
            }
            return taken;
        });
    }

    @Override
    public void took(String delivery, Place place, String id) {
        int unused = database.withConnection(connection -> Sql.run(
                connection,
                "update sms_sent set id = ?, at = ? where delivery = ? and number = ? and part = ?",
                id,
                clock.instant(),
                delivery,
                place.number(),
                place.part()));
    }

    @Override
    public Optional<Told> told(String account, List<String> ids, String state) {
        boolean last = false;
        for (int tried = 1; ; tried++) {
            Optional<Told> told = database.withConnection(connection -> noted(connection, account, ids, state));
            if (told.isPresent() || last) {
                return told;
            }
            // what is not under way any more may have been taken since that look: so it is looked once more
            last = tried == TRIES || !isUnderWay(account);
            if (!last && !pause()) {
                return Optional.empty();
            }
        }
    }

    private Optional<Told> noted(Connection connection, String account, List<String> ids, String state)
            throws SQLException {
        for (String id : ids) {
            String delivery = deliveryOf(connection, account, id);
            if (delivery != null) {
                // of two receipts at once the second waits here, and sees the first
                rows(connection, delivery);
                Sql.run(
                        connection,
                        "update sms_sent set state = ?, at = ? where delivery = ? and id = ?",
                        state,
                        clock.instant(),
                        delivery,
                        id);
                return Optional.of(sum(rows(connection, delivery)));
            }
        }
        return Optional.empty();
    }

    /** All are delivered, or one is not; nothing is said while some have not even been taken. */
    private static Told sum(List<Row> rows) {
        String last = rows.get(rows.size() - 1).id();
        boolean allTaken = rows.stream().allMatch(row -> row.id() != null);
        if (last == null || !allTaken) {
            return new Told("", null);
        }
        if (rows.stream().anyMatch(row -> BOUNCED.equals(row.state()))) {
            return new Told(last, BOUNCED);
        }
        return new Told(last, rows.stream().allMatch(row -> row.state() != null) ? "delivered" : null);
    }

    private static @Nullable String deliveryOf(Connection connection, String account, String id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "select delivery from sms_sent where id = ? and account = ? order by at desc limit 1")) {
            Sql.set(statement, id, account);
            try (ResultSet found = statement.executeQuery()) {
                return found.next() ? found.getString(1) : null;
            }
        }
    }

    private static List<Row> rows(Connection connection, String delivery) throws SQLException {
        List<Row> all = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(
                "select number, part, id, state from sms_sent where delivery = ? order by place for update")) {
            Sql.set(statement, delivery);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    all.add(new Row(
                            new Place(rows.getString("number"), rows.getInt("part")),
                            rows.getString("id"),
                            rows.getString("state")));
                }
            }
        }
        return all;
    }

    /** Whether somebody submits a long text by this account just now. */
    private boolean isUnderWay(String account) {
        Instant since = clock.instant().minus(UNDER_WAY);
        return database.withConnection(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    "select 1 from sms_sent where at > ? and account = ? and id is null limit 1")) {
                Sql.set(statement, since, account);
                try (ResultSet found = statement.executeQuery()) {
                    return found.next();
                }
            }
        });
    }

    private static boolean pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
