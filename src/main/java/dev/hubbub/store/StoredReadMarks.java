package dev.hubbub.store;

import dev.hubbub.api.archive.ReadMarks;
import dev.hubbub.message.ChannelId;
import dev.hubbub.message.MessageId;
import dev.hubbub.security.Caller;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Read marks in {@code read_mark}; what lies after one is counted on the same indexes that a channel's feed is read by. */
public final class StoredReadMarks implements ReadMarks {
    private static final String OF = """
            select r.channel, r.message_id, seen.number
            from read_mark r cross join lateral (
                select count(*) as number from (
                    select id from (
                        (select id from (
                             select id, sender from message
                             where channel = r.channel and id > r.message_id
                             order by id limit 1000) next
                         where sender <> ? limit ?)
                        union
                        (select distinct message_id from delivery
                         where channel = r.channel and state in ('sent', 'delivered', 'read')
                           and message_id > r.message_id
                         order by message_id limit ?)) both_halves
                    limit ?) bounded) seen
            where r.reader = ?
            """;
    private static final String SET = """
            insert into read_mark (reader, channel, message_id, marked_at) values (?, ?, ?, ?)
            on conflict (reader, channel) do update set message_id = excluded.message_id, marked_at = excluded.marked_at
            """;

    private final Database database;
    private final Clock clock;

    public StoredReadMarks(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public Map<ChannelId, Mark> of(Caller reader) {
        List<Object> values = List.of(reader.address().uri(), MOST, MOST, MOST, reader.principal());
        return database.inTransaction(session -> {
            Map<ChannelId, Mark> marks = new HashMap<>();
            Query.each(
                    session,
                    OF,
                    values,
                    row -> marks.put(
                            ChannelId.parse(row.getString(1)),
                            new Mark(new MessageId(row.getObject(2, UUID.class)), row.getInt(3))));
            return marks;
        });
    }

    @Override
    public void set(Caller reader, ChannelId channel, MessageId lastRead) {
        List<Object> values = List.of(reader.principal(), channel.toString(), lastRead.value(), clock.instant());
        int unused = database.inTransaction(session -> Query.update(session, SET, values));
    }
}
