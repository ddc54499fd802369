package dev.hubbub.store;

import dev.hubbub.channel.sms.HeldTexts;
import dev.hubbub.message.Ids;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The tables of texts from phones: {@code sms_text} with its {@code sms_part}s, which are encrypted. */
public final class StoredTexts implements HeldTexts {
    private static final String BODY = "sms_part.body";

    /** How long after the rest was passed on a part that was missing is still known to be one of it. */
    private static final Duration LATE = Duration.ofHours(1);

    private static final String KEY =
            "line = ? and sender = ? and target = ? and total = ?" + " and reference is not distinct from ?::integer";

    private final Database database;
    private final Ids ids;
    private final Clock clock;

    public StoredTexts(Database database, Ids ids, Clock clock) {
        this.database = database;
        this.ids = ids;
        this.clock = clock;
    }

    /** A row of {@code sms_text} with its parts. */
    private record Row(Text text, Instant beganAt, @Nullable Instant doneAt) {
        boolean isWhole() {
            return text.pieces().size() == text.total();
        }

        /** When it was last heard of. */
        Instant at() {
            return doneAt == null ? beganAt : doneAt;
        }
    }

    @Override
    public Optional<Text> add(Part part, Duration repeat) {
        return database.withConnection(connection -> {
            // one at a time for each sender, so that of two parts the second sees the first
            Sql.run(connection, "select pg_advisory_xact_lock(hashtextextended(?, 0))", "sms:" + part.sender());
            Instant now = clock.instant();
            forget(connection, now, repeat);
            for (Row row : rows(
                    connection,
                    KEY + " order by began_at desc, id desc",
                    part.line(),
                    part.sender(),
                    part.target(),
                    part.total(),
                    part.reference())) {
                Piece there = row.text().pieces().get(part.number());
                if (there == null) {
                    return added(connection, row, part);
                }
                if (there.says(part.piece()) && isRepeat(row, now, repeat)) {
                    return row.isWhole() || row.doneAt() != null ? Optional.of(row.text()) : Optional.empty();
                }
            }
            return begun(connection, part, now);
        });
    }

    /** What is not passed on yet, or a part of a long text, comes twice only if the SMSC sends it twice. */
    private static boolean isRepeat(Row row, Instant now, Duration repeat) {
        return row.doneAt() == null || row.at().plus(repeat).isAfter(now);
    }

    private Optional<Text> begun(Connection connection, Part part, Instant now) throws SQLException {
        UUID id = ids.next();
        Sql.run(
                connection,
                "insert into sms_text (id, line, sender, target, reference, total, began_at)"
                        + " values (?, ?, ?, ?, ?::integer, ?, ?)",
                id,
                part.line(),
                part.sender(),
                part.target(),
                part.reference(),
                part.total(),
                now);
        Text text = new Text(id, part.sender(), part.total(), new TreeMap<>(), false);
        return added(connection, new Row(text, now, null), part);
    }

    private Optional<Text> added(Connection connection, Row row, Part part) throws SQLException {
        UUID id = ids.next();
        Sql.run(
                connection,
                "insert into sms_part (id, text_id, number, coding, body) values (?, ?, ?, ?, ?)",
                id,
                row.text().id(),
                part.number(),
                part.piece().dataCoding(),
                database.crypt().encrypt(id, BODY, part.piece().bytes()));
        boolean late = row.doneAt() != null;
        SortedMap<Integer, Piece> pieces =
                late ? new TreeMap<>() : new TreeMap<>(row.text().pieces());
        pieces.put(part.number(), part.piece());
        Text text = new Text(row.text().id(), part.sender(), part.total(), pieces, late);
        return late || pieces.size() == part.total() ? Optional.of(text) : Optional.empty();
    }

    @Override
    public List<Text> overdue(String line, Duration patience) {
        Instant before = clock.instant().minus(patience);
        return database.withConnection(connection ->
                rows(connection, "line = ? and done_at is null and began_at <= ? order by began_at", line, before)
                        .stream()
                        .map(Row::text)
                        .toList());
    }

    @Override
    public void passedOn(UUID text) {
        Instant now = clock.instant();
        int unused = database.withConnection(connection ->
                Sql.run(connection, "update sms_text set done_at = ? where id = ? and done_at is null", now, text));
    }

    /** Of a whole text only repeats are to be expected, of another one what was late, too. */
    private static void forget(Connection connection, Instant now, Duration repeat) throws SQLException {
        Sql.run(
                connection,
                "delete from sms_text t where done_at < ? and (done_at < ? or (select count(*) from sms_part p"
                        + " where p.text_id = t.id) = total)",
                now.minus(repeat),
                now.minus(repeat.compareTo(LATE) > 0 ? repeat : LATE));
    }

    private List<Row> rows(Connection connection, String where, @Nullable Object... values) throws SQLException {
        List<Row> found = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(
                "select id, sender, total, began_at, done_at from sms_text where " + where)) {
            Sql.set(statement, values);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(row(connection, rows));
                }
            }
        }
        return found;
    }

    private Row row(Connection connection, ResultSet row) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        OffsetDateTime done = row.getObject("done_at", OffsetDateTime.class);
        SortedMap<Integer, Piece> pieces = new TreeMap<>();
        try (PreparedStatement statement =
                connection.prepareStatement("select id, number, coding, body from sms_part where text_id = ?")) {
            Sql.set(statement, id);
            try (ResultSet parts = statement.executeQuery()) {
                while (parts.next()) {
                    byte[] body =
                            database.crypt().decrypt(parts.getObject("id", UUID.class), BODY, parts.getBytes("body"));
                    pieces.put(parts.getInt("number"), new Piece(parts.getInt("coding"), body));
                }
            }
        }
        return new Row(
                new Text(id, row.getString("sender"), row.getInt("total"), pieces, false),
                row.getObject("began_at", OffsetDateTime.class).toInstant(),
                done == null ? null : done.toInstant());
    }
}
