package dev.hubbub.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SilenceTest {
    private static final Instant NOON = Instant.parse("2026-06-10T12:00:00Z");
    private static final UUID NODE = new UUID(0, 1);

    private final Silence silence = new Silence(Duration.ofSeconds(30).toNanos());

    @Test
    void takesNoNodeForGoneWhoseClockIsSetWhileItLives() {
        int second = 0;
        for (Duration ahead : new Duration[] {
            Duration.ZERO, Duration.ofHours(25), Duration.ofHours(-1), Duration.ofDays(-400), Duration.ofSeconds(1)
        }) {
            assertThat(silence.judge(Map.of(NODE, NOON.plus(ahead)), at(second)))
                    .isEmpty();
            second += 29;
        }
    }

    @Test
    void takesANodeForGoneThatSaysNothingNewWhateverTimeItSaid() {
        Map<UUID, Instant> said = Map.of(NODE, NOON.plus(Duration.ofDays(400)));
        assertThat(silence.judge(said, at(0))).isEmpty();
        assertThat(silence.judge(said, at(29))).isEmpty();
        assertThat(silence.judge(said, at(31))).containsExactly(NODE);
    }

    /** A watch that nobody can set, and that may begin anywhere. */
    private static long at(int second) {
        return Long.MAX_VALUE
                - Duration.ofSeconds(10).toNanos()
                + Duration.ofSeconds(second).toNanos();
    }
}
