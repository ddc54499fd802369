package dev.hubbub.security;

import java.time.Instant;
import java.util.Set;

/**
 * A program that calls the hub with an id and a secret.
 *
 * @param id lower-case letters, digits, {@code .}, {@code _}, {@code -}
 * @param title for people; may be empty
 * @param roles what it may do at large
 * @param secretDigest SHA-256 of its secret, in hex
 * @param createdAt when it was made
 */
public record Client(String id, String title, Set<Role> roles, String secretDigest, Instant createdAt) {
    public Client {
        roles = Set.copyOf(roles);
    }

    Caller caller() {
        return new Caller(Caller.Kind.CLIENT, id, roles);
    }

    /** Without the digest, so that it is never logged by accident. */
    @Override
    public String toString() {
        return "Client[" + id + " " + roles + "]";
    }
}
