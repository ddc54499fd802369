package dev.hubbub.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.ECKey;
import dev.hubbub.Fuzzed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/** Tokens of any shape, and signed ones that say anything: believed only if issuer, audience and time are right. */
class TokenFuzzTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000L);
    private static final ECKey KEY = Forge.key("k1");
    private static final String HEADER = "{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"k1\"}";

    private final TokenVerifier verifier = new TokenVerifier(
            () -> "https://hub.example",
            () -> "hubbub",
            JWSAlgorithm.ES256,
            kid -> kid.equals("k1") ? Optional.of(KEY.toPublicJWK()) : Optional.empty(),
            Duration.ofSeconds(30),
            Clock.fixed(NOW, ZoneOffset.UTC));

    /** A token as it is; or, in two lines, the header and payload of one that is signed well. */
    @FuzzTest
    void believesNothingElse(byte[] data) {
        String text = Fuzzed.text(data);
        verify(text).ifPresent(token -> assertThat(token).isNull());
        int end = text.indexOf('\n');
        if (end < 0 || !text.startsWith("{")) {
            return;
        }
        verify(Forge.signed(
                        KEY,
                        text.substring(0, end).isBlank() ? HEADER : text.substring(0, end),
                        text.substring(end + 1)))
                .ifPresent(token -> {
                    assertThat(token.claims()).containsEntry("iss", "https://hub.example");
                    assertThat(String.valueOf(token.claims().get("aud"))).contains("hubbub");
                    assertThat(token.expiresAt()).isAfter(NOW.minusSeconds(31));
                    assertThat(token.subject()).isNotEmpty();
                });
    }

    private Optional<AccessToken> verify(String token) {
        try {
            return Optional.of(verifier.verify(token));
        } catch (TokenException e) {
            assertThat(e.getMessage()).startsWith("the token").hasSizeLessThan(100);
            return Optional.empty();
        }
    }
}
