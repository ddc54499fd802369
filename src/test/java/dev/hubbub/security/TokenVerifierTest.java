package dev.hubbub.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.ECKey;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
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
    private static final ECKey STRANGER = Forge.key("k1");
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

    static Stream<Arguments> refuses() throws JOSEException {
        byte[] publicKey = KEY.toECPublicKey().getEncoded();
        byte[] pem = ("-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(publicKey)
                        + "\n-----END PUBLIC KEY-----\n")
                .getBytes(StandardCharsets.US_ASCII);
        String hs256 = HEADER.replace("ES256", "HS256");
        String honest = Forge.signed(KEY, HEADER, PAYLOAD);
        return Stream.of(
                Arguments.of("nothing", ""),
                Arguments.of("one part", "abc"),
                Arguments.of("five parts (JWE)", "a.b.c.d.e"),
                Arguments.of("no base64", "?.?.?"),
                Arguments.of("alg none", Forge.unsigned(HEADER.replace("ES256", "none"), PAYLOAD)),
                Arguments.of("alg None", Forge.unsigned(HEADER.replace("ES256", "None"), PAYLOAD)),
                Arguments.of("no signature", Forge.unsigned(HEADER, PAYLOAD)),
                Arguments.of("HMAC with the public key", Forge.hmac(publicKey, hs256, PAYLOAD)),
                Arguments.of("HMAC with the public key's PEM", Forge.hmac(pem, hs256, PAYLOAD)),
                Arguments.of("HMAC under ES256", Forge.hmac(publicKey, HEADER, PAYLOAD)),
                Arguments.of("another algorithm", Forge.signed(KEY, HEADER.replace("ES256", "ES384"), PAYLOAD)),
                Arguments.of("a stranger's key of the same id", Forge.signed(STRANGER, HEADER, PAYLOAD)),
                Arguments.of("an unknown key", header("\"kid\":\"k1\"", "\"kid\":\"k2\"")),
                Arguments.of("no key id", header(",\"kid\":\"k1\"", "")),
                Arguments.of("a key id that is no text", header("\"kid\":\"k1\"", "\"kid\":1")),
                Arguments.of("typ JWT", header("at+jwt", "JWT")),
                Arguments.of("no typ", header("\"typ\":\"at+jwt\",", "")),
                Arguments.of("jku", header("{", "{\"jku\":\"https://evil.example/keys\",")),
                Arguments.of("x5u", header("{", "{\"x5u\":\"https://evil.example/cert\",")),
                Arguments.of("jwk", header("{", "{\"jwk\":" + STRANGER.toPublicJWK() + ",")),
                Arguments.of("x5c", header("{", "{\"x5c\":[\"MIIB\"],")),
                Arguments.of("crit", header("{", "{\"crit\":[\"exp\"],\"exp\":1,")),
                Arguments.of("b64", header("{", "{\"b64\":false,")),
                Arguments.of("alg twice", header("{", "{\"alg\":\"none\",")),
                Arguments.of("another issuer", payload("https://hub.example", "https://evil.example")),
                Arguments.of("issuer with a slash more", payload("https://hub.example", "https://hub.example/")),
                Arguments.of("another audience", payload("\"hubbub\"", "\"other\"")),
                Arguments.of("no audience", payload("\"aud\":\"hubbub\",", "")),
                Arguments.of("audience of numbers", payload("\"hubbub\"", "[1]")),
                Arguments.of("expired", payload("" + (NOW + 600), "" + (NOW - 31))),
                Arguments.of("no exp", payload(",\"exp\":" + (NOW + 600), "")),
                Arguments.of("exp as text", payload("" + (NOW + 600), "\"" + (NOW + 600) + "\"")),
                Arguments.of("exp beyond all time", payload("" + (NOW + 600), "1e300")),
                Arguments.of("issued in the future", payload("" + (NOW - 10), "" + (NOW + 31))),
                Arguments.of("no iat", payload("\"iat\":" + (NOW - 10) + ",", "")),
                Arguments.of("not valid yet", payload("{", "{\"nbf\":" + (NOW + 31) + ",")),
                Arguments.of("no subject", payload("\"sub\":\"client:a\",", "")),
                Arguments.of("subject that is no text", payload("\"client:a\"", "[\"client:a\"]")),
                Arguments.of("no client", payload("\"client_id\":\"a\",", "")),
                Arguments.of("no id", payload("\"jti\":\"1\",", "")),
                Arguments.of("a claim twice", payload("{", "{\"sub\":\"user:root\",")),
                Arguments.of("payload that is a list", Forge.signed(KEY, HEADER, "[" + PAYLOAD + "]")),
                Arguments.of("payload that is null", Forge.signed(KEY, HEADER, "null")),
                Arguments.of("something behind the payload", Forge.signed(KEY, HEADER, PAYLOAD + " {}")),
                Arguments.of("signature cut short", honest.substring(0, honest.length() - 4)),
                Arguments.of("signature of zeros", honest.substring(0, honest.lastIndexOf('.') + 1) + "A".repeat(86)),
                Arguments.of("too long", payload("{", "{\"x\":\"" + "x".repeat(9000) + "\",")));
    }

    private static String header(String from, String to) {
        return Forge.signed(KEY, replaceFirst(HEADER, from, to), PAYLOAD);
    }

    private static String payload(String from, String to) {
        return Forge.signed(KEY, HEADER, replaceFirst(PAYLOAD, from, to));
    }

    private static String replaceFirst(String text, String from, String to) {
        assertThat(text).contains(from);
        int at = text.indexOf(from);
        return text.substring(0, at) + to + text.substring(at + from.length());
    }
}
