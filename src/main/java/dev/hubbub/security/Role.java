package dev.hubbub.security;

import java.util.Locale;

/** What a caller may do at large; each role holds those before it. */
public enum Role {
    /** Sees and uses the channels that grant it something; nothing else. */
    MEMBER,
    /** Sees and uses all channels, and runs them: rules, routes, jobs, re-drive. */
    OPERATOR,
    /** Makes users and clients too. */
    ADMIN;

    /** Whether who has this role may do what takes that one. */
    public boolean holds(Role other) {
        return compareTo(other) >= 0;
    }

    /** The role as it is written: {@code operator}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads {@link #word}.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Role parse(String word) {
        for (Role role : values()) {
            if (role.word().equals(word)) {
                return role;
            }
        }
        throw new IllegalArgumentException("'" + word + "' is no role: write admin, operator or member");
    }
}
