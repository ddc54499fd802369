package dev.hubbub.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.message.ChannelId;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MessageStatisticsTest extends QueueFixture {
    /** PostgreSQL adds up what a connection did once a second, when the connection does something again. */
    private static final Duration COUNTED_WITHIN = Duration.ofSeconds(30);

    /** Autovacuum would sort the index of words in while its transaction holds readers of the event log back. */
    @Test
    void messagesAreAnalyzedByTheHubAndNotByAutovacuum() throws Exception {
        assertThat(hub.number("select count(*) from pg_class where oid = 'message'::regclass and reloptions @>"
                        + " '{autovacuum_analyze_threshold=2147483647,autovacuum_analyze_scale_factor=100}'"))
                .isOne();
        try (MessageStatistics statistics = new MessageStatistics(test.database())) {
            hub.log().store(entries(200, ChannelId.parse("statistics/one")));
            await().atMost(COUNTED_WITHIN).until(statistics::freshen);
            await().atMost(COUNTED_WITHIN)
                    .until(() -> hub.number("select count(last_analyze) from pg_stat_user_tables"
                                    + " where relid = 'message'::regclass")
                            == 1);
            await().atMost(COUNTED_WITHIN).until(() -> !statistics.freshen());
            assertThat(hub.number("select count(*) from pg_stats where tablename = 'message'"))
                    .isPositive();
        }
    }
}
