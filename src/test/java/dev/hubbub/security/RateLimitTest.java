package dev.hubbub.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** So much in a span of time, and the rest waits. */
class RateLimitTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final RateLimit limit = new RateLimit("too much", 10, Duration.ofSeconds(1), now::get);

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    private void take(int times) {
        for (int i = 0; i < times; i++) {
            limit.take("user:ana", 1);
        }
    }

    @Test
    void letsThroughWhatThereIsAndThenMakesWait() {
        take(10);

        TooBusyException refused = catchThrowableOfType(TooBusyException.class, () -> limit.take("user:ana", 1));
        assertThat(refused.retryAfter()).isPositive().isLessThanOrEqualTo(Duration.ofMillis(100));
        assertThatCode(() -> limit.take("user:bob", 10)).doesNotThrowAnyException();
    }

    @Test
    void givesBackWithTimeAndNeverMoreThanThereWas() {
        take(10);
        pass(Duration.ofMillis(300));
        take(3);
        assertThatThrownBy(() -> take(1)).isInstanceOf(TooBusyException.class);

        pass(Duration.ofHours(1));
        take(10);
        assertThatThrownBy(() -> take(1)).isInstanceOf(TooBusyException.class);
    }

    @Test
    void takesALargePieceAtOnceAndHasItWaitedOff() {
        limit.take("user:ana", 50);
        pass(Duration.ofSeconds(4));
        assertThatThrownBy(() -> take(1)).isInstanceOf(TooBusyException.class);
        pass(Duration.ofMillis(200));
        take(1);
    }

    @Test
    void isOffAtZero() {
        RateLimit off = new RateLimit("too much", 0, Duration.ofSeconds(1), now::get);

        assertThatCode(() -> off.take("user:ana", Integer.MAX_VALUE)).doesNotThrowAnyException();
        assertThat(off.size()).isZero();
    }

    @Test
    void remembersOnlySoManyCallers() {
        for (int i = 0; i < 10_000; i++) {
            limit.take("client:" + i, 10);
        }
        for (int i = 0; i < 10; i++) {
            limit.take("client:late-" + i, 1);
        }

        assertThat(limit.size()).isEqualTo(10_000);
        assertThatThrownBy(() -> limit.take("client:later", 1))
                .as("those who are too many share one account")
                .isInstanceOf(TooBusyException.class);
        pass(Duration.ofSeconds(2));
        limit.take("client:later", 1);
        assertThat(limit.size()).isEqualTo(1);
    }
}
