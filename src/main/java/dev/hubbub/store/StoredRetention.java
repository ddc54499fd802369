package dev.hubbub.store;

import dev.hubbub.message.ChannelId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Deletes messages that are older than the channel they arrived on keeps them, with their attachments, deliveries and
 * traces. What is still owed to somebody stays until it has ended.
 */
public final class StoredRetention {
    private static final int BATCH = 500;
    private static final String DELETE = """
            with gone as (
                select id from message m
                where channel = ? and received_at < ? and id < ?
                  and not exists (select from delivery d where d.message_id = m.id and d.state = 'pending')
                order by id limit ?),
            traces as (delete from trace_event where message_id in (select id from gone)),
            deliveries as (delete from delivery where message_id in (select id from gone))
            delete from message where id in (select id from gone)
            """;

    private static final String DELETE_EVENTS = """
            delete from trace_event where (xid, seq) in (
                select xid, seq from trace_event where at < ? and message_id is null order by at limit ?)
            """;

    private final Database database;
    private final Clock clock;

    public StoredRetention(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Deletes what is old, a few hundred in a transaction.
     *
     * @param keep how long a channel's messages are kept; empty: for ever
     * @return how many messages
     */
    public long sweep(Function<ChannelId, Optional<Duration>> keep) {
        long deleted = 0;
        for (ChannelId channel : channels()) {
            Optional<Duration> time = keep.apply(channel);
            if (time.isPresent()) {
                deleted += sweep(channel, clock.instant().minus(time.get()));
            }
        }
        return deleted;
    }

    /**
     * Deletes events that belong to no message; those of a message stay as long as it does.
     *
     * @param keep how long streams can be resumed
     * @return how many
     */
    public long sweepEvents(Duration keep) {
        Instant before = clock.instant().minus(keep);
        return inBatches(connection -> deleteEvents(connection, before));
    }

    private long sweep(ChannelId channel, Instant before) {
        return inBatches(connection -> delete(connection, channel, before));
    }

    private long inBatches(Database.SqlWork<Integer> delete) {
        long deleted = 0;
        int batch;
        do {
            batch = database.withConnection(delete);
            deleted += batch;
        } while (batch == BATCH);
        return deleted;
    }

    private static int deleteEvents(Connection connection, Instant before) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(DELETE_EVENTS)) {
            statement.setObject(1, before.atOffset(ZoneOffset.UTC));
            statement.setInt(2, BATCH);
            return statement.executeUpdate();
        }
    }

    private static int delete(Connection connection, ChannelId channel, Instant before) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(DELETE)) {
            statement.setString(1, channel.toString());
            statement.setObject(2, before.atOffset(ZoneOffset.UTC));
            statement.setObject(3, Uuid7.above(before));
            statement.setInt(4, BATCH);
            return statement.executeUpdate();
        }
    }

    private List<ChannelId> channels() {
        return database.withConnection(connection -> {
            List<ChannelId> channels = new ArrayList<>();
            try (PreparedStatement statement = connection.prepareStatement("select distinct channel from message");
                    ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    channels.add(ChannelId.parse(rows.getString(1)));
                }
            }
            return channels;
        });
    }
}
