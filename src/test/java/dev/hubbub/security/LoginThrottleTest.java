package dev.hubbub.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hubbub.SettableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Guessing gets slower and slower; others are left alone. */
class LoginThrottleTest {
    private final SettableClock clock = new SettableClock();
    private final LoginThrottle throttle = new LoginThrottle(LoginThrottle.Limits.USUAL, clock);

    private void tries(int count, String name, String address) {
        for (int i = 0; i < count; i++) {
            throttle.begin(name, address);
        }
    }

    @Test
    void letsTheFirstTriesThroughAndThenMakesWait() {
        tries(5, "ana", "10.0.0.1");

        TooBusyException refused =
                catchThrowableOfType(TooBusyException.class, () -> throttle.begin("ana", "10.0.0.1"));
        assertThat(refused.retryAfter()).isPositive().isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void makesWaitLongerEachTime() {
        tries(5, "ana", "10.0.0.1");
        for (int i = 0; i < 3; i++) {
            clock.pass(Duration.ofSeconds(30));
            throttle.begin("ana", "10.0.0.1");
        }

        assertThat(catchThrowableOfType(TooBusyException.class, () -> throttle.begin("ana", "10.0.0.1"))
                        .retryAfter())
                .isGreaterThan(Duration.ofSeconds(5));
    }

    @Test
    void leavesOthersAlone() {
        tries(5, "ana", "10.0.0.1");

        assertThatCode(() -> throttle.begin("bob", "10.0.0.1")).doesNotThrowAnyException();
        assertThatCode(() -> throttle.begin("ana", "10.0.0.2")).doesNotThrowAnyException();
    }

    @Test
    void slowsAnAddressThatTriesManyNames() {
        for (int i = 0; i < 30; i++) {
            throttle.begin("name" + i, "10.0.0.1");
        }

        assertThatThrownBy(() -> throttle.begin("other", "10.0.0.1")).isInstanceOf(TooBusyException.class);
    }

    @Test
    void givesNobodyFreeTriesAtOthersForLoggingInThemselves() {
        for (int i = 0; i < 29; i++) {
            throttle.begin("name" + i, "10.0.0.1");
            throttle.begin("mallory", "10.0.0.1");
            throttle.succeeded("mallory", "10.0.0.1");
        }
        throttle.begin("name29", "10.0.0.1");

        assertThatThrownBy(() -> throttle.begin("other", "10.0.0.1")).isInstanceOf(TooBusyException.class);
    }

    @Test
    void takesTheAddressesOfOneNetworkForOne() {
        for (int i = 0; i < 5; i++) {
            throttle.begin("ana", "2001:db8:1:2::" + i);
        }

        assertThatThrownBy(() -> throttle.begin("ana", "2001:db8:1:2:3:4:5:6")).isInstanceOf(TooBusyException.class);
        assertThatCode(() -> throttle.begin("ana", "2001:db8:1:3::1")).doesNotThrowAnyException();
    }

    @Test
    void remembersOnlySoMany() {
        for (int i = 0; i < 50_000; i++) {
            throttle.begin("ana", "10.1." + i / 250 + "." + i % 250);
        }

        assertThat(throttle.size()).isLessThanOrEqualTo(20_000);
    }

    @Test
    void forgetsWrongTriesAfterARightOneAndAfterAWhile() {
        tries(4, "ana", "10.0.0.1");
        throttle.succeeded("ana", "10.0.0.1");
        tries(5, "ana", "10.0.0.1");
        clock.pass(Duration.ofMinutes(16));

        assertThatCode(() -> tries(4, "ana", "10.0.0.1")).doesNotThrowAnyException();
    }
}
