package dev.hubbub.security;

import java.time.Instant;
import java.util.Map;

/**
 * What a verified access token says.
 *
 * @param id its {@code jti}
 * @param subject whose token it is
 * @param clientId the client it was issued to
 * @param issuedAt when it was made
 * @param expiresAt when it ends
 * @param claims everything it says
 */
public record AccessToken(
        String id, String subject, String clientId, Instant issuedAt, Instant expiresAt, Map<String, Object> claims) {
    public AccessToken {
        claims = Map.copyOf(claims);
    }
}
