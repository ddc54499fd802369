package dev.hubbub.security;

import dev.hubbub.config.Secret;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The people who can log in: making, changing and checking them. Works on passwords, so never on an event loop. */
public final class Users {
    private final UserStore store;
    private final Passwords passwords;
    private final Sessions sessions;
    private final LoginThrottle throttle;
    private final Clock clock;

    public Users(UserStore store, Passwords passwords, Sessions sessions, LoginThrottle throttle, Clock clock) {
        this.store = store;
        this.passwords = passwords;
        this.sessions = sessions;
        this.throttle = throttle;
        this.clock = clock;
    }

    public List<User> all() {
        return store.all();
    }

    public Optional<User> find(String name) {
        return store.find(name);
    }

    /**
     * Makes a user.
     *
     * @param password or null to have one made
     * @return the user with the password that was made, if one was; empty if the name is taken
     */
    public Optional<Made> create(String name, Set<Role> roles, @Nullable Secret password) {
        Secret used = password != null ? password : Secrets.password();
        User user = new User(name, roles, passwords.hash(used), false, clock.instant(), null);
        return store.add(user)
                ? Optional.of(new Made(user, password == null ? Optional.of(used) : Optional.empty()))
                : Optional.empty();
    }

    /**
     * Changes what is given of a user and leaves the rest. A new password, or being locked out, ends all of its sessions;
     * so do other roles.
     */
    public UserStore.Change change(
            String name, @Nullable Set<Role> roles, @Nullable Secret password, @Nullable Boolean disabled) {
        String hash = password == null ? null : passwords.hash(password);
        UnaryOperator<Optional<User>> change = before -> before.map(user -> {
            User changed = roles == null ? user : user.withRoles(roles);
            changed = hash == null ? changed : changed.withPassword(hash);
            return disabled == null ? changed : changed.withDisabled(disabled);
        });
        UserStore.Change done = store.change(name, change);
        if (done == UserStore.Change.DONE) {
            if (password != null || Boolean.TRUE.equals(disabled)) {
                sessions.endAll(name, null);
            } else {
                sessions.forget();
            }
        }
        return done;
    }

    /** Deletes a user and ends its sessions. */
    public UserStore.Change delete(String name) {
        UserStore.Change done = store.change(name, before -> Optional.empty());
        sessions.endAll(name, null);
        return done;
    }

    /**
     * Checks name and password. Takes as long for an unknown name as for a wrong password.
     *
     * @param address where the try comes from
     * @return the user, or empty if there is none, it is locked out, or the password is wrong
     * @throws TooBusyException if there were too many wrong tries
     */
    public Optional<User> logIn(String name, Secret password, String address) {
        throttle.begin(name, address);
        Optional<User> user = store.find(name);
        if (user.isEmpty()) {
            passwords.matchesNobody(password);
            return Optional.empty();
        }
        if (!passwords.matches(password, user.get().passwordHash())
                || user.get().disabled()) {
            return Optional.empty();
        }
        throttle.succeeded(name, address);
        UserStore.Change noted = store.change(name, before -> before.map(now -> now.withLogin(clock.instant())));
        return noted == UserStore.Change.DONE ? user : Optional.empty();
    }

    /**
     * Changes a user's own password and ends its other sessions.
     *
     * @param session the session that stays
     * @return false if the present password is wrong
     * @throws TooBusyException if there were too many wrong tries
     */
    public boolean changeOwnPassword(String name, Secret current, Secret password, String session, String address) {
        throttle.begin(name, address);
        Optional<User> user = store.find(name);
        if (user.isEmpty() || !passwords.matches(current, user.get().passwordHash())) {
            return false;
        }
        throttle.succeeded(name, address);
        String checked = user.get().passwordHash();
        String hash = passwords.hash(password);
        AtomicBoolean changed = new AtomicBoolean();
        store.change(
                name,
                before -> before.map(now -> {
                    // an admin may have set another one meanwhile
                    changed.set(now.passwordHash().equals(checked));
                    return changed.get() ? now.withPassword(hash) : now;
                }));
        if (changed.get()) {
            sessions.endAll(name, session);
        }
        return changed.get();
    }

    /**
     * A user that was made.
     *
     * @param generated the password that was made for it, to be shown once
     */
    public record Made(User user, Optional<Secret> generated) {}
}
