package dev.hubbub.security;

import dev.hubbub.message.Address;
import java.util.Set;

/**
 * Who is calling, proven.
 *
 * @param kind a person or a program
 * @param name the user's name or the client's id
 * @param roles what they may do at large
 */
public record Caller(Kind kind, String name, Set<Role> roles) {

    /** What a caller can be. */
    public enum Kind {
        /** A person with a password. */
        USER,
        /** A program with a secret. */
        CLIENT;

        /** The kind as it is written: {@code user}. */
        public String word() {
            return this == USER ? "user" : "client";
        }
    }

    public Caller {
        roles = Set.copyOf(roles);
    }

    /** Whether one of the caller's roles holds this one. */
    public boolean has(Role role) {
        return roles.stream().anyMatch(own -> own.holds(role));
    }

    /** The sender's address of what this caller says. */
    public Address address() {
        return Address.ofUser(name);
    }

    /** How channels name this caller when they grant it something: {@code user:ana}, {@code client:monitoring}. */
    public String principal() {
        return kind.word() + ":" + name;
    }
}
