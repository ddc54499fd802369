package dev.hubbub.channel.sip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.outbox.DeliveryException;
import java.text.ParseException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an answer means for a delivery. */
class AnswersTest {
    private static @Nullable DeliveryException failure(int status) throws ParseException {
        return Answers.failure(SipParts.MESSAGES.createResponse("SIP/2.0 " + status
                + " Evil\u0007 <b>phrase</b>\r\nVia: SIP/2.0/UDP a;branch=z9hG4bKa\r\nFrom: <sip:a@b>;tag=1\r\n"
                + "To: <sip:b@b>;tag=2\r\nCall-ID: c\r\nCSeq: 1 MESSAGE\r\nContent-Length: 0\r\n\r\n"));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 202, 299})
    void thatItWasTaken(int status) throws Exception {
        assertThat(failure(status)).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 407, 408, 423, 430, 480, 482, 486, 491, 500, 502, 503, 504, 599})
    void thatItHelpsToTryAgain(int status) throws Exception {
        assertThat(failure(status))
                .isInstanceOf(DeliveryException.Temporary.class)
                .hasMessage("SIP says " + status + " Evil bphraseb");
    }

    @ParameterizedTest
    @ValueSource(
            ints = {300, 302, 400, 403, 404, 405, 410, 413, 415, 420, 488, 493, 501, 505, 513, 580, 600, 603, 604, 606})
    void thatItDoesNot(int status) throws Exception {
        assertThat(failure(status)).isInstanceOf(DeliveryException.Permanent.class);
    }
}
