package dev.hubbub.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Decides whether an access token is to be believed, whoever issued it: a JWT as RFC 9068 has it, checked as RFC 8725
 * demands. Issuer, audience, type and algorithm are pinned; the key is found by its id alone, never by anything the token
 * brings along; what the header must not hold is refused instead of ignored.
 */
public final class TokenVerifier {
    /** More than any honest token needs. */
    static final int MAX_LENGTH = 8192;

    private static final Set<String> TYPES = Set.of("at+jwt", "application/at+jwt");
    /** The only header fields that there is a use for; all others say where to find keys, or change how to read. */
    private static final Set<String> HEADER = Set.of("alg", "typ", "kid");

    private final Supplier<String> issuer;
    private final Supplier<String> audience;
    private final JWSAlgorithm algorithm;
    private final KeySource keys;
    private final Duration leeway;
    private final Clock clock;

    /**
     * A verifier of one issuer's tokens.
     *
     * @param issuer what {@code iss} must be
     * @param audience what {@code aud} must name
     * @param algorithm ES256 or RS256: what {@code alg} must be, and the key's kind with it
     * @param leeway by how much clocks may differ
     */
    public TokenVerifier(
            Supplier<String> issuer,
            Supplier<String> audience,
            JWSAlgorithm algorithm,
            KeySource keys,
            Duration leeway,
            Clock clock) {
        if (!Set.of(JWSAlgorithm.ES256, JWSAlgorithm.RS256).contains(algorithm)) {
            throw new IllegalArgumentException(algorithm + " is not among ES256 and RS256");
        }
        this.issuer = issuer;
        this.audience = audience;
        this.algorithm = algorithm;
        this.keys = keys;
        this.leeway = leeway;
        this.clock = clock;
    }

    /**
     * Verifies a token.
     *
     * @throws TokenException if it is not to be believed
     */
    public AccessToken verify(String token) throws TokenException {
        if (token.length() > MAX_LENGTH) {
            throw new TokenException("the token is too long");
        }
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            throw new TokenException("the token is no signed JWT");
        }
        checkHeader(TokenJson.object(parts[0], "header"));
        checkSignature(token);
        return checkClaims(new Claims(TokenJson.object(parts[1], "payload")));
    }

    /** Whether a token that was verified before can still be believed: the clock goes on, and may be set back as well. */
    boolean isCurrent(AccessToken verified) {
        try {
            checkTimes(new Claims(verified.claims()));
            return true;
        } catch (TokenException e) {
            return false;
        }
    }

    private void checkHeader(Map<String, Object> header) throws TokenException {
        if (!algorithm.getName().equals(header.get("alg"))) {
            throw new TokenException("the token's algorithm is not " + algorithm);
        }
        if (!(header.get("typ") instanceof String type) || !TYPES.contains(type.toLowerCase(java.util.Locale.ROOT))) {
            throw new TokenException("the token is no access token (typ)");
        }
        if (!(header.get("kid") instanceof String)) {
            throw new TokenException("the token names no key (kid)");
        }
        for (String field : header.keySet()) {
            if (!HEADER.contains(field) && !field.equals("x5t") && !field.equals("x5t#S256")) {
                throw new TokenException("the token's header holds what it must not");
            }
        }
    }

    private void checkSignature(String token) throws TokenException {
        try {
            JWSObject signed = JWSObject.parse(token);
            JWK key = keys.find(signed.getHeader().getKeyID())
                    .orElseThrow(() -> new TokenException("the token's key is not known"));
            if (!signed.verify(verifier(key))) {
                throw new TokenException("the token's signature is wrong");
            }
        } catch (ParseException | JOSEException e) {
            throw new TokenException("the token's signature cannot be checked");
        }
    }

    private JWSVerifier verifier(JWK key) throws JOSEException, TokenException {
        if (algorithm.equals(JWSAlgorithm.ES256) && key instanceof ECKey ec) {
            return new ECDSAVerifier(ec.toPublicJWK());
        }
        if (algorithm.equals(JWSAlgorithm.RS256) && key instanceof RSAKey rsa && rsa.size() >= 2048) {
            return new RSASSAVerifier(rsa.toPublicJWK());
        }
        throw new TokenException("the token's key is not of the kind its algorithm takes");
    }

    private AccessToken checkClaims(Claims claims) throws TokenException {
        if (!issuer.get().equals(claims.text("iss"))) {
            throw new TokenException("the token is from another issuer");
        }
        if (!claims.audience().contains(audience.get())) {
            throw new TokenException("the token is for another audience");
        }
        checkTimes(claims);
        return new AccessToken(
                claims.text("jti"),
                claims.text("sub"),
                claims.text("client_id"),
                claims.time("iat"),
                claims.time("exp"),
                claims.all());
    }

    private void checkTimes(Claims claims) throws TokenException {
        Instant now = clock.instant();
        if (!claims.time("exp").plus(leeway).isAfter(now)) {
            throw new TokenException("the token has expired");
        }
        if (claims.time("iat").minus(leeway).isAfter(now)
                || (claims.has("nbf") && claims.time("nbf").minus(leeway).isAfter(now))) {
            throw new TokenException("the token is not valid yet");
        }
    }
}
