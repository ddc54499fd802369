package dev.hubbub.security;

import com.nimbusds.jose.jwk.JWK;
import java.util.Optional;

/** The public keys of whoever issues tokens. The hub's own are {@link IssuerKeys}. */
@FunctionalInterface
public interface KeySource {
    /** The public key of this id, if there is one. An id that is not known may make a source look again, but seldom. */
    Optional<JWK> find(String kid);
}
