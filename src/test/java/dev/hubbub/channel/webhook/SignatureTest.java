package dev.hubbub.channel.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.config.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureTest {
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    /** The example of the Standard Webhooks documentation. */
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static final String OTHER = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final long AT = 1_614_265_330;
    private static final String BODY = "{\"test\": 2432232314}";
    private static final String SIGNED = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    private static Signature signature(String secrets) {
        return Signature.of(new Secret(secrets));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static @Nullable String refusal(String id, String at, String signed, String body, long now) {
        return signature(SECRET).refusal(id, at, signed, bytes(body), Instant.ofEpochSecond(now), TOLERANCE);
    }

    @Test
    void signsAsTheStandardsExample() {
        assertThat(signature(SECRET).sign(ID, AT, bytes(BODY))).isEqualTo(SIGNED);
        assertThat(refusal(ID, "" + AT, SIGNED, BODY, AT)).isNull();
    }

    @Test
    void signsWithEachSecretWhileOneIsChangedAndOneThatFitsIsEnough() {
        String both = signature(OTHER + " " + SECRET).sign(ID, AT, bytes(BODY));
        assertThat(both.split(" ")).hasSize(2).contains(SIGNED);
        assertThat(refusal(ID, "" + AT, both, BODY, AT)).isNull();
        Instant now = Instant.ofEpochSecond(AT);
        assertThat(signature(SECRET + "," + OTHER).refusal(ID, "" + AT, SIGNED, bytes(BODY), now, TOLERANCE))
                .isNull();
        assertThat(signature(OTHER).refusal(ID, "" + AT, SIGNED, bytes(BODY), now, TOLERANCE))
                .contains("wrong");
    }

    @Test
    void anyChangedByteIsRefused() {
        byte[] body = bytes(BODY);
        for (int i = 0; i < body.length; i++) {
            byte[] changed = body.clone();
            changed[i] ^= 1;
            assertThat(signature(SECRET).refusal(ID, "" + AT, SIGNED, changed, Instant.ofEpochSecond(AT), TOLERANCE))
                    .as("byte %s", i)
                    .isNotNull();
        }
        assertThat(refusal(ID + "x", "" + AT, SIGNED, BODY, AT)).isNotNull();
        assertThat(refusal(ID, "" + (AT + 1), SIGNED, BODY, AT)).isNotNull();
        assertThat(refusal(ID, "" + AT, SIGNED, BODY + " ", AT)).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({"0,true", "300,true", "-300,true", "301,false", "-301,false", "86400,false"})
    void takesATimestampOfFiveMinutesAboutNow(long late, boolean taken) {
        assertThat(refusal(ID, "" + AT, SIGNED, BODY, AT + late) == null).isEqualTo(taken);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "v1,",
                "v1",
                "v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                "v1a,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE",
                "v1,g0hM9SsE",
                "v1,ж"
            })
    void refusesWhatIsNoSignature(String signed) {
        assertThat(refusal(ID, "" + AT, signed, BODY, AT)).contains("wrong");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "-1", "1614265330.0", "0x6037BBF2", "99999999999999999999", "now"})
    void refusesWhatIsNoTimestamp(String at) {
        assertThat(refusal(ID, at, SIGNED, BODY, AT)).contains("webhook-timestamp");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "whsec_", "whsec_AAAA", "whsec_not base64", "secret", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"})
    void refusesWhatIsNoSecretAndDoesNotShowIt(String secret) {
        assertThatThrownBy(() -> signature(secret))
                .isInstanceOf(IllegalArgumentException.class)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("AAAA", "MfKQ", "not base64"));
    }
}
