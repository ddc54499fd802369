package dev.hubbub.store;

import dev.hubbub.message.ChannelId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes what is old, in small transactions that hold nobody up. */
public final class Retention {
    private static final Logger log = LoggerFactory.getLogger(Retention.class);
    private static final int BATCH = 500;

    /** Tags, attachments and deliveries go with their message; what is still owed keeps it. */
    private static final String MESSAGES = """
            with old as (
                select id from message m
                where channel = ? and received_at < ? and id < ?
                  and not exists (select from delivery d where d.message_id = m.id and d.state = 'pending')
                order by id
                limit ?),
            traces as (delete from trace_event using old where message_id = old.id)
            delete from message using old where message.id = old.id
            """;

    private static final String EVENTS = """
            delete from trace_event where (xid, seq) in (
                select xid, seq from trace_event where at < ? and message_id is null order by at limit ?)
            """;

    private final Database database;
    private final Clock clock;

    public Retention(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Deletes a channel's messages that are older, with all that belongs to them.
     *
     * @return how many
     */
    public long deleteMessages(ChannelId channel, Duration age) {
        Instant limit = clock.instant().minus(age);
        long deleted = inBatches(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(MESSAGES)) {
                statement.setString(1, channel.toString());
                statement.setTimestamp(2, Timestamp.from(limit));
                statement.setObject(3, Uuid7.above(limit));
                statement.setInt(4, BATCH);
                return statement.executeUpdate();
            }
        });
        if (deleted > 0) {
            log.info("{} messages of {} were older than {} and are deleted", deleted, channel, age);
        }
        return deleted;
    }

    /**
     * Deletes events that are older and belong to no message; those of a message stay as long as it does.
     *
     * @return how many
     */
    public long deleteEvents(Duration age) {
        Instant limit = clock.instant().minus(age);
        return inBatches(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(EVENTS)) {
                statement.setTimestamp(1, Timestamp.from(limit));
                statement.setInt(2, BATCH);
                return statement.executeUpdate();
            }
        });
    }

    private long inBatches(Batch batch) {
        long deleted = 0;
        int last;
        do {
            last = database.withConnection(batch::delete);
            deleted += last;
        } while (last == BATCH);
        return deleted;
    }

    /** Deletes at most a batch. */
    @FunctionalInterface
    private interface Batch {
        int delete(Connection connection) throws SQLException;
    }
}
