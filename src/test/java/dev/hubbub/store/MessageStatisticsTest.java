package dev.hubbub.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.message.ChannelId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MessageStatisticsTest extends QueueFixture {
    /** PostgreSQL adds up what a connection did once a second, when the connection does something again. */
    private static final Duration COUNTED_WITHIN = Duration.ofSeconds(30);

    /** Autovacuum would sort the index of words in while its transaction holds readers of the event log back. */
    @Test
    void messagesAreAnalyzedByTheHubAndNotByAutovacuum() throws Exception {
        assertThat(text("select array_to_string(reloptions, ' ') from pg_class where oid = 'message'::regclass"))
                .contains("autovacuum_analyze_threshold=2147483647", "autovacuum_analyze_scale_factor=100");
        try (MessageStatistics statistics = new MessageStatistics(test.database())) {
            hub.log().store(entries(200, ChannelId.parse("statistics/one")));
            await().atMost(COUNTED_WITHIN).until(statistics::freshen);
            await().atMost(COUNTED_WITHIN)
                    .until(() -> !text("select coalesce(max(last_analyze)::text, '') from pg_stat_user_tables"
                                    + " where relid = 'message'::regclass")
                            .isEmpty());
            await().atMost(COUNTED_WITHIN).until(() -> !statistics.freshen());
            assertThat(text("select count(*) from pg_stats where tablename = 'message'"))
                    .isNotEqualTo("0");
        }
    }

    private static String text(String query) throws Exception {
        try (Connection connection = test.database().dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }
}
