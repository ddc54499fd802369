package dev.hubbub.store;

import static dev.hubbub.store.Parts.draft;
import static dev.hubbub.store.Parts.due;
import static dev.hubbub.store.Parts.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.intake.MessageLog.Entry;
import dev.hubbub.message.ChannelId;
import dev.hubbub.message.TraceEvent;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is old goes, unless somebody still needs it. */
class StoredSweepTest extends QueueFixture {
    @Test
    void deletesWhatIsOldButNothingThatIsStillOwed() throws SQLException {
        ChannelId from = ChannelId.parse("old/box");
        ChannelId to = ChannelId.parse("old/target");
        Entry done = entry(draft(from, "done").build());
        Entry owed = entry(draft(from, "owed").build(), due(to));
        hub.log().store(List.of(done, owed));
        Clock later = Clock.offset(Clock.systemUTC(), Duration.ofDays(2));
        StoredRetention retention = new StoredRetention(test.database(), later);

        assertThat(retention.sweep(channel -> keep(channel, from, 3))).isZero();
        assertThat(retention.sweep(channel -> keep(channel, from, 1))).isEqualTo(1);

        assertThat(hub.number("select count(*) from message where channel = 'old/box'"))
                .isEqualTo(1);
        assertThat(desk().trace(done.message().id())).isEmpty();
        assertThat(desk().trace(owed.message().id())).hasSize(1);
    }

    @Test
    void forgetsOldEventsThatBelongToNoMessage() throws SQLException {
        hub.events()
                .append(new TraceEvent(
                        TraceEvent.Type.FILE_STATE, Instant.now(), null, null, null, Map.of("file", "x")));
        Clock later = Clock.offset(Clock.systemUTC(), Duration.ofDays(2));
        assertThat(new StoredRetention(test.database(), later).sweepEvents(Duration.ofDays(1)))
                .isPositive();
        assertThat(hub.number("select count(*) from trace_event where message_id is null"))
                .isZero();
    }

    private static Optional<Duration> keep(ChannelId channel, ChannelId which, int days) {
        return channel.equals(which) ? Optional.of(Duration.ofDays(days)) : Optional.empty();
    }
}
