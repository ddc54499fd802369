package dev.hubbub.store;

import dev.hubbub.bot.Call;
import dev.hubbub.bot.DueReminders;
import dev.hubbub.bot.Reminder;
import dev.hubbub.bot.ReminderBook;
import dev.hubbub.message.Address;
import dev.hubbub.message.ChannelId;
import dev.hubbub.message.Ids;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The table of reminders. Text and sender's name are encrypted, and wiped once the reminder was said or called off. */
public final class StoredReminders implements ReminderBook, DueReminders {
    private static final String BODY = "reminder.body";
    private static final String NAME = "reminder.sender_name";
    private static final String OWNED = " sender = ? and channel = ? and coalesce(reply_to, '') = ? ";

    private final Database database;
    private final Ids ids;
    private final Clock clock;

    public StoredReminders(Database database, Ids ids, Clock clock) {
        this.database = database;
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    public Optional<Reminder> add(Call owner, String text, Instant at, int most) {
        return database.withConnection(connection -> {
            // one at a time for each sender, so that they are counted and numbered right
            Sql.run(connection, "select pg_advisory_xact_lock(hashtextextended(?, 0))", "reminder:" + owner.sender());
            List<Reminder> before = read(connection, "command_key = ?", owner.key());
            if (!before.isEmpty()) {
                return Optional.of(before.get(0));
            }
            if (waiting(connection, owner).size() >= most) {
                return Optional.empty();
            }
            insert(connection, owner, text, at);
            return Optional.of(read(connection, "command_key = ?", owner.key()).get(0));
        });
    }

    @Override
    public List<Reminder> waiting(Call owner) {
        return database.withConnection(connection -> waiting(connection, owner));
    }

    @Override
    public Optional<Reminder> cancel(Call owner, int number) {
        return database.withConnection(connection -> {
            Object[] which = {
                number, owner.sender().uri(), owner.place().channel().toString(), replyTo(owner)
            };
            String where = " number = ? and" + OWNED + "and state <> 'said'";
            List<Reminder> found = read(connection, where, which);
            if (!found.isEmpty()) {
                end(connection, found.get(0).id(), "cancelled");
            }
            return found.stream().findFirst();
        });
    }

    @Override
    public Optional<Reminder> find(UUID id) {
        return database.withConnection(connection ->
                read(connection, "id = ? and state = 'waiting'", id).stream().findFirst());
    }

    @Override
    public void said(UUID id) {
        database.withConnection(connection -> end(connection, id, "said"));
    }

    @Override
    public Map<UUID, Instant> all() {
        return database.withConnection(connection -> {
            Map<UUID, Instant> all = new HashMap<>();
            try (PreparedStatement statement =
                            connection.prepareStatement("select id, due_at from reminder where state = 'waiting'");
                    ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    all.put(rows.getObject("id", UUID.class), instant(rows, "due_at"));
                }
            }
            return all;
        });
    }

    /**
     * Deletes what is left of reminders that ended long ago.
     *
     * @return how many
     */
    public int forget(Duration after) {
        Instant before = clock.instant().minus(after);
        return database.withConnection(
                connection -> Sql.run(connection, "delete from reminder where ended_at < ?", before));
    }

    private List<Reminder> waiting(Connection connection, Call owner) throws SQLException {
        return read(
                connection,
                OWNED + "and state = 'waiting' order by due_at, number",
                owner.sender().uri(),
                owner.place().channel().toString(),
                replyTo(owner));
    }

    private void insert(Connection connection, Call owner, String text, Instant at) throws SQLException {
        UUID id = ids.next();
        Address replyTo = owner.place().replyTo();
        String name = owner.senderName();
        Sql.run(
                connection,
                "insert into reminder (id, command_key, number, due_at, said_at, zone, channel, reply_to, sender,"
                        + " sender_name, body) select ?, ?, coalesce(max(number), 0) + 1, ?, ?, ?, ?, ?, ?, ?, ?"
                        + " from reminder where" + OWNED,
                id,
                owner.key(),
                at,
                owner.saidAt(),
                owner.zone().getId(),
                owner.place().channel().toString(),
                replyTo == null ? null : replyTo.uri(),
                owner.sender().uri(),
                name == null ? null : database.crypt().encrypt(id, NAME, name),
                database.crypt().encrypt(id, BODY, text),
                owner.sender().uri(),
                owner.place().channel().toString(),
                replyTo(owner));
    }

    private int end(Connection connection, UUID id, String state) throws SQLException {
        return Sql.run(
                connection,
                "update reminder set state = ?, body = null, sender_name = null, ended_at = ?"
                        + " where id = ? and state = 'waiting'",
                state,
                clock.instant(),
                id);
    }

    private List<Reminder> read(Connection connection, String where, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select * from reminder where " + where)) {
            Sql.set(statement, values);
            try (ResultSet rows = statement.executeQuery()) {
                List<Reminder> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(read(rows));
                }
                return found;
            }
        }
    }

    private Reminder read(ResultSet row) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        String replyTo = row.getString("reply_to");
        byte[] name = row.getBytes("sender_name");
        byte[] body = row.getBytes("body");
        Call owner = new Call(
                new Call.Place(
                        ChannelId.parse(row.getString("channel")), replyTo == null ? null : new Address(replyTo)),
                new Address(row.getString("sender")),
                name == null ? null : database.crypt().findText(id, NAME, name),
                row.getString("command_key"),
                instant(row, "said_at"),
                ZoneId.of(row.getString("zone")));
        String text = body == null ? "" : database.crypt().findText(id, BODY, body);
        return new Reminder(id, row.getInt("number"), owner, text, instant(row, "due_at"));
    }

    private static String replyTo(Call owner) {
        Address replyTo = owner.place().replyTo();
        return replyTo == null ? "" : replyTo.uri();
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
