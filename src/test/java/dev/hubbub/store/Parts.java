package dev.hubbub.store;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.hubbub.intake.MessageLog.Entry;
import dev.hubbub.intake.PlannedDelivery;
import dev.hubbub.message.Address;
import dev.hubbub.message.ChannelId;
import dev.hubbub.message.DeliveryId;
import dev.hubbub.message.Draft;
import dev.hubbub.message.Ids;
import dev.hubbub.message.Message;
import dev.hubbub.message.MessageId;
import dev.hubbub.message.Target;
import dev.hubbub.message.TraceEvent;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One hub's share in a database, as a test needs it, and the things that are put into it. */
record Parts(Database database, StoredEvents events, Node node, StoredLog log, StoredQueue queue)
        implements AutoCloseable {
    static final Ids IDS = UuidCreator::getTimeOrderedEpochPlus1;
    static final ChannelId TEAM = ChannelId.parse("shoutbox/team");
    static final ChannelId OPS = ChannelId.parse("chatbot/ops");
    static final Address ANA = new Address("mailto:ana@x.org");

    /** Another hub on that database. */
    static Parts join(Database database) {
        return join(database, Duration.ofSeconds(30));
    }

    /** The same, which takes others for gone after another time. */
    static Parts join(Database database, Duration silence) {
        StoredEvents events = new StoredEvents(database, IDS, Duration.ofDays(7), Clock.systemUTC());
        Node node = Node.join(database, events, IDS.next(), silence);
        return new Parts(
                database, events, node, new StoredLog(database, events, node), new StoredQueue(database, events, node));
    }

    static Draft.Builder draft(ChannelId channel, String text) {
        return Draft.builder(channel, ANA, text);
    }

    static PlannedDelivery due(ChannelId channel) {
        return new PlannedDelivery(new DeliveryId(IDS.next()), Target.of(channel), false);
    }

    static PlannedDelivery inHand(ChannelId channel) {
        return new PlannedDelivery(new DeliveryId(IDS.next()), Target.of(channel), true);
    }

    static Entry entry(Draft said, PlannedDelivery... deliveries) {
        return entry(said, null, deliveries);
    }

    static Entry entry(Draft said, @Nullable String fingerprint, PlannedDelivery... deliveries) {
        Message message = new Message(
                new MessageId(IDS.next()), Instant.now().truncatedTo(ChronoUnit.MICROS), said, Set.of(), false, false);
        TraceEvent trace = new TraceEvent(
                TraceEvent.Type.MESSAGE_STORED,
                message.receivedAt(),
                message.id(),
                null,
                message.channel(),
                Map.of("steps", List.of(Map.of("step", "matched", "rule", "all"))));
        return new Entry(message, Arrays.asList(deliveries), trace, fingerprint);
    }

    /** The one number that a query gives. */
    long number(String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        node.close();
    }
}
