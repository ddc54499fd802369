package dev.hubbub.security;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Where users are kept. */
public interface UserStore {
    /** All users, by name. */
    List<User> all();

    Optional<User> find(String name);

    /** Keeps a new user; false if the name is taken. */
    boolean add(User user);

    /**
     * Changes a user in one transaction.
     *
     * @param change what becomes of the user as it is now; empty removes it
     * @return what was done; {@link Change#LAST_ADMIN} if no active admin would be left, and then nothing was changed
     */
    Change change(String name, UnaryOperator<Optional<User>> change);

    /** What became of a change. */
    enum Change {
        DONE,
        ABSENT,
        LAST_ADMIN
    }
}
