package dev.hubbub.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.hubbub.outbox.DeliveryException;
import dev.hubbub.outbox.Outcome;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttemptTest {
    private final Attempt attempt = new Attempt();

    @Test
    void aRouteSaysWhatBecameOfIt() {
        assertThat(Outcomes.of(catchThrowable(() -> attempt.refused("no such chat"))))
                .isEqualTo(new Outcome.Rejected("no such chat"));
        assertThat(Outcomes.of(catchThrowable(() -> attempt.later("slow down", "7"))))
                .isEqualTo(new Outcome.Failed("slow down", Duration.ofSeconds(7)));
        assertThat(Outcomes.of(catchThrowable(() -> attempt.later("away", ""))))
                .isEqualTo(new Outcome.Failed("away", null));
        assertThat(Outcomes.of(catchThrowable(() -> attempt.uncertain("cut off"))))
                .isEqualTo(new Outcome.Interrupted("cut off"));
    }

    @ParameterizedTest
    @CsvSource({
        "400, true",
        "401, true",
        "404, true",
        "410, true",
        "408, false",
        "429, false",
        "500, false",
        "503, false"
    })
    void anHttpStatusTellsWhetherTryingAgainCanHelp(int status, boolean dead) {
        Throwable thrown = catchThrowable(() -> attempt.answered(status, "why", null));
        assertThat(thrown).hasMessage("HTTP " + status + ": why");
        assertThat(thrown instanceof DeliveryException.Permanent).isEqualTo(dead);
    }

    @Test
    void anHttpStatusThatIsWellEndsNothing() throws DeliveryException {
        attempt.answered(200, null, null);
        attempt.answered(204, "", "");
    }

    @Test
    void whatNeverGotAConnectionWasNotSent() {
        assertThatThrownBy(() -> attempt.unanswered(caught(new IOException(new ConnectException("refused")))))
                .isInstanceOf(DeliveryException.Temporary.class);
        assertThatThrownBy(() -> attempt.unanswered(caught(new SocketTimeoutException("read"))))
                .isInstanceOf(DeliveryException.Uncertain.class);
    }

    private static Exchange caught(Exception failure) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.setProperty(Exchange.EXCEPTION_CAUGHT, failure);
        return exchange;
    }
}
