package dev.hubbub.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.intake.MessageLog.Entry;
import dev.hubbub.message.ChannelId;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StoredRetentionTest {
    private static final Clock NEXT_MONTH = Clock.offset(Clock.systemUTC(), Duration.ofDays(31));

    @Test
    void deletesWhatItsChannelKeepsNoLongerAndNothingElse() throws SQLException {
        try (TestDatabase test = TestDatabase.create();
                Parts hub = Parts.join(test.database())) {
            List<Entry> old = new ArrayList<>();
            for (int i = 0; i < 600; i++) {
                old.add(Parts.entry(Parts.draft(Parts.TEAM, "shout " + i).build()));
            }
            old.add(Parts.entry(Parts.draft(Parts.OPS, "kept for ever").build()));
            old.add(Parts.entry(Parts.draft(Parts.TEAM, "still owed").build(), Parts.due(Parts.OPS)));
            hub.log().store(old);
            StoredRetention retention = new StoredRetention(test.database(), NEXT_MONTH);

            assertThat(sweep(retention, Duration.ofDays(60))).isZero();
            assertThat(sweep(retention, Duration.ofDays(30))).isEqualTo(600);
            assertThat(sweep(retention, Duration.ofDays(30))).isZero();

            assertThat(hub.number("select count(*) from message")).isEqualTo(2);
            assertThat(hub.number("select count(*) from delivery")).isEqualTo(1);
            assertThat(hub.number("select count(*) from trace_event where type = 'message.stored'"))
                    .isEqualTo(2);
        }
    }

    private static long sweep(StoredRetention retention, Duration team) {
        Map<ChannelId, Duration> keep = Map.of(Parts.TEAM, team);
        return retention.sweep(channel -> Optional.ofNullable(keep.get(channel)));
    }
}
