package dev.hubbub.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** What is remembered of X. */
class StoredXMemoryTest {
    @Test
    void theLatestIsKeptWhatIsNeededNoLongerGoesAndNothingCanBeReadInTheTable() throws SQLException {
        try (TestDatabase test = TestDatabase.create()) {
            Instant now = Instant.parse("2026-01-31T12:00:00Z");
            StoredXMemory memory = new StoredXMemory(test.database(), Clock.fixed(now, ZoneOffset.UTC));
            memory.keep("token/a", "a secret", null);
            memory.keep("token/a", "another secret", null);
            memory.keep("delivery/1", "17 18", Duration.ofDays(30));

            StoredXMemory later =
                    new StoredXMemory(test.database(), Clock.fixed(now.plus(Duration.ofDays(31)), ZoneOffset.UTC));
            assertThat(later.find("delivery/1")).contains("17 18");
            later.keep("delivery/2", "19 20", Duration.ofDays(30));

            assertThat(later.find("delivery/1")).isEmpty();
            assertThat(later.find("delivery/2")).contains("19 20");
            assertThat(later.find("token/a")).contains("another secret");
            try (Connection connection = test.database().dataSource().getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet rows =
                            statement.executeQuery("select string_agg(encode(value, 'escape'), ' ') from x_memory")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString(1)).doesNotContain("secret");
            }
        }
    }
}
