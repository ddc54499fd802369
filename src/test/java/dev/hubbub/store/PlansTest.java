package dev.hubbub.store;

import static dev.hubbub.store.Parts.TEAM;
import static dev.hubbub.store.Parts.draft;
import static dev.hubbub.store.Parts.due;
import static dev.hubbub.store.Parts.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.events.Position;
import dev.hubbub.intake.MessageLog.Entry;
import dev.hubbub.message.ChannelId;
import dev.hubbub.message.DeliveryState;
import dev.hubbub.message.TraceEvent;
import dev.hubbub.outbox.Outcome;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A plan that is kept from when the tables were empty must not read all of them once they are full. */
class PlansTest extends QueueFixture {
    private static final String TABLES = "'message', 'message_tag', 'attachment', 'delivery', 'trace_event'";
    /** More often than PostgreSQL plans anew before it keeps a plan. */
    private static final int ROUNDS = 20;
    /** PostgreSQL adds up what a connection did once a second. */
    private static final Duration COUNTED_AFTER = Duration.ofSeconds(4);

    @Test
    void nothingOnTheWayOfAMessageReadsAWholeTable() throws Exception {
        ChannelId channel = ChannelId.parse("plan/one");
        long end = System.nanoTime() + COUNTED_AFTER.toNanos();
        for (int round = 0; round < ROUNDS || System.nanoTime() < end; round++) {
            Entry named = entry(draft(TEAM, "named").externalId("plan-" + round).build(), due(channel));
            hub.log().store(List.of(named));
            hub.log().store(List.of(named));
            hub.log().store(entries(1, channel));
            hub.queue().claim(channel, 10, round % 2 == 0).forEach(owed -> {
                assertThat(hub.queue().begin(List.of(owed.delivery().id()))).hasSize(1);
                hub.queue()
                        .settle(List.of(settlement(
                                owed, new Outcome.Sent("plan-" + owed.delivery().id()), DeliveryState.SENT)));
            });
            assertThat(hub.events()
                            .after(Position.START, 10, EnumSet.of(TraceEvent.Type.DELIVERY_SENT))
                            .events())
                    .isNotEmpty();
        }

        await().atMost(Duration.ofSeconds(30)).until(() -> counted("idx_scan", TABLES) > 2 * ROUNDS);
        assertThat(counted("seq_tup_read", TABLES)).isZero();
    }

    private static long counted(String what, String tables) throws Exception {
        try (Connection connection = test.database().dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select sum(" + what + ") from pg_stat_user_tables where relname in (" + tables + ")")) {
            row.next();
            return row.getLong(1);
        }
    }
}
