package dev.hubbub.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The hub's own small issuer: access tokens (RFC 9068) for clients that showed their secret. Browsers need no token, they
 * have sessions.
 */
public final class Issuer {
    /** For whom the tokens are. */
    public static final String AUDIENCE = "hubbub";

    private final Supplier<String> url;
    private final IssuerKeys keys;
    private final Duration life;
    private final Clock clock;

    /**
     * An issuer.
     *
     * @param url the hub's public URL without a slash at its end; it is the issuer's name
     * @param life how long a token lasts
     */
    public Issuer(Supplier<String> url, IssuerKeys keys, Duration life, Clock clock) {
        this.url = url;
        this.keys = keys;
        this.life = life;
        this.clock = clock;
    }

    /** A fresh token for a client. */
    public Issued issue(Client client) {
        Instant now = clock.instant();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(url.get())
                .audience(AUDIENCE)
                .subject(client.caller().principal())
                .claim("client_id", client.id())
                .claim("roles", client.roles().stream().map(Role::word).sorted().toList())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(life)))
                .jwtID(UUID.randomUUID().toString())
                .build();
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(new JOSEObjectType("at+jwt"))
                .keyID(keys.signing().getKeyID())
                .build();
        try {
            SignedJWT token = new SignedJWT(header, claims);
            token.sign(new ECDSASigner(keys.signing()));
            return new Issued(token.serialize(), life);
        } catch (JOSEException e) {
            throw new IllegalStateException("the hub's own key does not sign", e);
        }
    }

    /** A verifier of this issuer's tokens. */
    public TokenVerifier verifier() {
        return new TokenVerifier(url, () -> AUDIENCE, JWSAlgorithm.ES256, keys, Duration.ofSeconds(30), clock);
    }

    /** The public keys (RFC 7517). */
    public Map<String, Object> publicKeys() {
        return keys.publicKeys();
    }

    /** What clients can find out about this issuer (RFC 8414). */
    public Map<String, Object> metadata() {
        String base = url.get();
        return Map.of(
                "issuer",
                base,
                "token_endpoint",
                base + "/oauth/token",
                "jwks_uri",
                base + "/.well-known/jwks.json",
                "grant_types_supported",
                List.of("client_credentials"),
                "response_types_supported",
                List.of(),
                "token_endpoint_auth_methods_supported",
                List.of("client_secret_basic", "client_secret_post"),
                "scopes_supported",
                List.of(),
                "service_documentation",
                base + "/docs");
    }

    /**
     * A token that was issued.
     *
     * @param token what the client sends
     * @param life how long it lasts
     */
    public record Issued(String token, Duration life) {
        /** Without the token, so that it is never logged by accident. */
        @Override
        public String toString() {
            return "Issued[" + life + "]";
        }
    }
}
