package dev.hubbub.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.api.archive.ChannelBook;
import dev.hubbub.api.archive.Tally;
import dev.hubbub.message.ChannelId;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TalliesTest {
    private static final ChannelId TEAM = ChannelId.parse("shoutbox/team");

    private final AtomicInteger counts = new AtomicInteger();
    private volatile Duration takes = Duration.ZERO;
    private volatile boolean fails;
    private final Tallies tallies = new Tallies(new ChannelBook() {
        @Override
        public Map<ChannelId, Tally> tallies() {
            try {
                TimeUnit.NANOSECONDS.sleep(takes.toNanos());
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            if (fails) {
                throw new IllegalStateException("away");
            }
            return Map.of(TEAM, new Tally(counts.incrementAndGet(), 0, 0, 0, 0, null));
        }

        @Override
        public Map<ChannelId, Open> open() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void setPaused(ChannelId channel, boolean paused, String by) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Set<ChannelId> paused() {
            throw new UnsupportedOperationException();
        }
    });

    @Test
    void whatIsCountedFastIsFreshAfterASecond() throws Exception {
        assertThat(tallies.of(TEAM).in()).isEqualTo(1);
        assertThat(tallies.of(TEAM).in()).isEqualTo(1);
        TimeUnit.MILLISECONDS.sleep(1100);
        assertThat(tallies.of(TEAM).in()).isEqualTo(2);
    }

    @Test
    void nobodyWaitsForACountThatTakesLong() throws Exception {
        takes = Duration.ofMillis(60);
        assertThat(tallies.of(TEAM).in()).as("the first count").isEqualTo(1);
        takes = Duration.ofSeconds(2);
        TimeUnit.MILLISECONDS.sleep(1300);
        long asked = System.nanoTime();
        assertThat(tallies.of(TEAM).in()).as("the count before").isEqualTo(1);
        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(1));
        await().atMost(Duration.ofSeconds(30)).until(() -> tallies.of(TEAM).in() == 2);
    }

    @Test
    void aCountThatFailedBesideIsTriedAgain() throws Exception {
        takes = Duration.ofMillis(60);
        assertThat(tallies.of(TEAM).in()).isEqualTo(1);
        fails = true;
        TimeUnit.MILLISECONDS.sleep(1300);
        assertThat(tallies.of(TEAM).in()).isEqualTo(1);
        fails = false;
        await().atMost(Duration.ofSeconds(30)).until(() -> tallies.of(TEAM).in() == 2);
    }
}
