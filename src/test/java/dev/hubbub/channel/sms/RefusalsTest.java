package dev.hubbub.channel.sms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.outbox.DeliveryException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import org.apache.camel.component.smpp.SmppException;
import org.jsmpp.PDUStringException;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.util.StringParameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalsTest {
    private static DeliveryException refused(int status) {
        return Refusals.of(new SmppException(new NegativeResponseException(status)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x04, 0x08, 0x14, 0x45, 0x58, 0x64, 0xFE, 0xFF, 0x102, 0x400, 0x4FF, 0x113, 0x7FFF})
    void mayBeOverLater(int status) {
        assertThat(refused(status)).isInstanceOf(DeliveryException.Temporary.class);
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0x01, 0x02, 0x03, 0x0A, 0x0B, 0x15, 0x33, 0x43, 0x48, 0x50, 0x51, 0x61, 0x62, 0x65, 0x66, 0xC4, 0x101,
                0x103, 0x104
            })
    void isForGood(int status) {
        assertThat(refused(status))
                .isInstanceOf(DeliveryException.Permanent.class)
                .hasMessageContaining("0x");
    }

    @Test
    void saysWhenItWasTooFast() {
        assertThat(Refusals.isTooFast(new SmppException(new NegativeResponseException(0x58))))
                .isTrue();
        assertThat(Refusals.isTooFast(new SmppException(new NegativeResponseException(0x14))))
                .isTrue();
        assertThat(Refusals.isTooFast(new SmppException(new NegativeResponseException(0x08))))
                .isFalse();
    }

    @Test
    void whatWasNotAnsweredMayHaveBeenTaken() {
        assertThat(Refusals.of(new SmppException(new ResponseTimeoutException("late"))))
                .isInstanceOf(DeliveryException.Uncertain.class);
        assertThat(Refusals.of(new SmppException(new IOException("Broken pipe"))))
                .isInstanceOf(DeliveryException.Uncertain.class);
    }

    @Test
    void whatWasNeverWrittenWasNot() {
        assertThat(Refusals.of(new SmppException(new IOException("Cannot submit_sm while session 1 in state CLOSED"))))
                .isInstanceOf(DeliveryException.Temporary.class);
        assertThat(Refusals.of(new SmppException(new PDUStringException("too long", StringParameter.DESTINATION_ADDR))))
                .isInstanceOf(DeliveryException.Permanent.class);
    }

    @Test
    void aGatewayThatWasNeverConnectedHasNotTakenAText() {
        assertThat(Unanswered.of(new IOException(new ConnectException("refused"))))
                .isInstanceOf(DeliveryException.Temporary.class);
        assertThat(Unanswered.of(new UnknownHostException("nowhere"))).isInstanceOf(DeliveryException.Temporary.class);
        assertThat(Unanswered.of(new SocketTimeoutException("Read timed out")))
                .isInstanceOf(DeliveryException.Uncertain.class);
        assertThat(Unanswered.of(new IOException("Connection reset"))).isInstanceOf(DeliveryException.Uncertain.class);
    }
}
