package dev.hubbub.store;

import dev.hubbub.api.archive.ChannelBook;
import dev.hubbub.api.archive.Tally;
import dev.hubbub.message.ChannelId;
import dev.hubbub.message.TraceEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the database knows about channels: counts, and which are paused. */
public final class StoredChannels implements ChannelBook {
    private static final String TALLIES = """
            select channel, sum(arrived), max(last), sum(owed), sum(sent), sum(dead), sum(pending) from (
                select channel, count(*) as arrived, max(received_at) as last,
                       0 as owed, 0 as sent, 0 as dead, 0 as pending
                from message group by channel
                union all
                select channel, 0, null, count(*),
                       count(*) filter (where state in ('sent', 'delivered', 'read')),
                       count(*) filter (where state in ('dead', 'uncertain', 'bounced')),
                       count(*) filter (where state = 'pending')
                from delivery group by channel) counted
            group by channel
            """;

    /** Both parts are read from indexes of their own rows. */
    private static final String OPEN = """
            select channel, sum(pending), sum(dead) from (
                select channel, count(*) as pending, 0 as dead from delivery where state = 'pending' group by channel
                union all
                select channel, 0, count(*) from delivery where state in ('dead', 'uncertain', 'bounced') group by channel) open
            group by channel
            """;

    private static final String SET = """
            insert into channel_state (channel, paused, changed_at, changed_by) values (?, ?, ?, ?)
            on conflict (channel) do update
            set paused = excluded.paused, changed_at = excluded.changed_at, changed_by = excluded.changed_by
            where channel_state.paused <> excluded.paused
            """;

    private final Database database;
    private final StoredEvents events;
    private final Clock clock;

    public StoredChannels(Database database, StoredEvents events, Clock clock) {
        this.database = database;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public Map<ChannelId, Tally> tallies() {
        return database.inTransaction(session -> {
            Map<ChannelId, Tally> tallies = new HashMap<>();
            // all of both tables is counted
            session.doWork(connection -> Sql.run(connection, "set local enable_seqscan = on"));
            Query.each(session, TALLIES, List.of(), row -> tallies.put(ChannelId.parse(row.getString(1)), tally(row)));
            return tallies;
        });
    }

    @Override
    public Map<ChannelId, Open> open() {
        return database.withConnection(connection -> {
            Map<ChannelId, Open> open = new HashMap<>();
            Query.each(
                    connection,
                    OPEN,
                    List.of(),
                    row -> open.put(ChannelId.parse(row.getString(1)), new Open(row.getLong(2), row.getLong(3))));
            return open;
        });
    }

    private static Tally tally(ResultSet row) throws SQLException {
        @Nullable Timestamp last = row.getTimestamp(3);
        return new Tally(
                row.getLong(2),
                row.getLong(4),
                row.getLong(5),
                row.getLong(6),
                row.getLong(7),
                last == null ? null : last.toInstant());
    }

    @Override
    public void setPaused(ChannelId channel, boolean paused, String by) {
        Instant now = clock.instant();
        Traces.Lines event = events.traces()
                .lines(List.of(new TraceEvent(
                        TraceEvent.Type.CHANNEL_STATE,
                        now,
                        null,
                        null,
                        channel,
                        Map.of("state", paused ? "paused" : "resumed", "by", by))));
        boolean changed = database.inTransaction(session -> {
            boolean set = Query.update(session, SET, List.of(channel.toString(), paused, now, by)) > 0;
            if (set) {
                session.doWork(connection -> Traces.insert(connection, event));
            }
            return set;
        });
        if (changed) {
            events.committed();
        }
    }

    @Override
    public Set<ChannelId> paused() {
        return database.withConnection(connection -> {
            Set<ChannelId> paused = new TreeSet<>();
            Query.each(
                    connection,
                    "select channel from channel_state where paused",
                    List.of(),
                    row -> paused.add(ChannelId.parse(row.getString(1))));
            return paused;
        });
    }
}
