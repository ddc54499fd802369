package dev.hubbub.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.ECKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A table of forgeries: each differs in one thing from a token that is believed. */
class TokenVerifierTest {
    private static final long NOW = 1_800_000_000L;
    private static final ECKey KEY = Forge.key("k1");
    private static final String HEADER = "{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"k1\"}";
    private static final String PAYLOAD = "{\"iss\":\"https://hub.example\",\"aud\":\"hubbub\",\"sub\":\"client:a\","
            + "\"client_id\":\"a\",\"jti\":\"1\",\"iat\":" + (NOW - 10) + ",\"exp\":" + (NOW + 600) + "}";

    private final TokenVerifier verifier = new TokenVerifier(
            () -> "https://hub.example",
            () -> "hubbub",
            JWSAlgorithm.ES256,
            kid -> kid.equals("k1") ? Optional.of(KEY.toPublicJWK()) : Optional.empty(),
            Duration.ofSeconds(30),
            Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC));

    @Test
    void believesAnHonestToken() throws TokenException {
        AccessToken token = verifier.verify(Forge.signed(KEY, HEADER, PAYLOAD));

        assertThat(token.subject()).isEqualTo("client:a");
        assertThat(token.clientId()).isEqualTo("a");
        assertThat(token.issuedAt()).isEqualTo(Instant.ofEpochSecond(NOW - 10));
        assertThat(token.expiresAt()).isEqualTo(Instant.ofEpochSecond(NOW + 600));
    }

    @Test
    void allowsClocksToDifferALittle() throws TokenException {
        String late = PAYLOAD.replace("" + (NOW + 600), "" + (NOW - 20));
        String early = PAYLOAD.replace("" + (NOW - 10), "" + (NOW + 20));

        assertThat(verifier.verify(Forge.signed(KEY, HEADER, late)).id()).isEqualTo("1");
        assertThat(verifier.verify(Forge.signed(KEY, HEADER, early)).id()).isEqualTo("1");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refuses(String what, String token) {
        assertThatThrownBy(() -> verifier.verify(token))
                .isInstanceOf(TokenException.class)
                .message()
                .doesNotContain(token.isEmpty() ? "\0" : token);
    }

    static Stream<Arguments> refuses() {
        return new Forgeries(KEY, "https://hub.example", "a", Instant.ofEpochSecond(NOW))
                .all().entrySet().stream().map(forgery -> Arguments.of(forgery.getKey(), forgery.getValue()));
    }
}
