package dev.hubbub.security;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A person who can log in.
 *
 * @param name lower-case letters, digits, {@code .}, {@code _}, {@code -}
 * @param roles what they may do at large
 * @param passwordHash Argon2id in PHC form
 * @param disabled locked out
 * @param createdAt when they were made
 * @param lastLoginAt when they last logged in, or null
 */
public record User(
        String name,
        Set<Role> roles,
        String passwordHash,
        boolean disabled,
        Instant createdAt,
        @Nullable Instant lastLoginAt) {

    public User {
        roles = Set.copyOf(roles);
    }

    /** Whether they can do what admins do. */
    public boolean isActiveAdmin() {
        return !disabled && roles.contains(Role.ADMIN);
    }

    Caller caller() {
        return new Caller(Caller.Kind.USER, name, roles);
    }

    User withPassword(String hash) {
        return new User(name, roles, hash, disabled, createdAt, lastLoginAt);
    }

    User withRoles(Set<Role> changed) {
        return new User(name, changed, passwordHash, disabled, createdAt, lastLoginAt);
    }

    User withDisabled(boolean changed) {
        return new User(name, roles, passwordHash, changed, createdAt, lastLoginAt);
    }

    User withLogin(Instant at) {
        return new User(name, roles, passwordHash, disabled, createdAt, at);
    }

    /** Without the hash, so that it is never logged by accident. */
    @Override
    public String toString() {
        return "User[" + name + " " + roles + (disabled ? " disabled" : "") + "]";
    }
}
