package dev.hubbub.store;

import dev.hubbub.security.Role;
import dev.hubbub.security.User;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A user as kept. */
@Entity
@Table(name = "hub_user")
class UserRow {
    @Id
    private String name = "";

    private String[] roles = {};

    @Column(name = "password_hash")
    private String passwordHash = "";

    private boolean disabled;

    @Column(name = "created_at")
    private Instant createdAt = Instant.EPOCH;

    @Column(name = "last_login_at")
    private @Nullable Instant lastLoginAt;

    UserRow() {}

    UserRow(User user) {
        name = user.name();
        take(user);
    }

    /** Takes over all but the name. */
    final void take(User user) {
        roles = words(user.roles());
        passwordHash = user.passwordHash();
        disabled = user.disabled();
        createdAt = user.createdAt();
        lastLoginAt = user.lastLoginAt();
    }

    User user() {
        return new User(name, roles(roles), passwordHash, disabled, createdAt, lastLoginAt);
    }

    static String[] words(Set<Role> roles) {
        return roles.stream().sorted().map(Role::word).toArray(String[]::new);
    }

    static Set<Role> roles(String[] words) {
        return Arrays.stream(words).map(Role::parse).collect(Collectors.toUnmodifiableSet());
    }
}
