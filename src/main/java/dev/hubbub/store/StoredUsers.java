package dev.hubbub.store;

import dev.hubbub.security.User;
import dev.hubbub.security.UserStore;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.hibernate.LockMode;
import org.hibernate.StatelessSession;

/** Users, in the table {@code hub_user}. */
public final class StoredUsers implements UserStore {
    /** The number of the lock that lets one hub at a time take an admin away. */
    private static final long ADMINS = 0x61646d696e73L;

    private final Database database;

    public StoredUsers(Database database) {
        this.database = database;
    }

    @Override
    public List<User> all() {
        return database.inTransaction(session ->
                session.createSelectionQuery("from UserRow order by name", UserRow.class).getResultList().stream()
                        .map(UserRow::user)
                        .toList());
    }

    @Override
    public Optional<User> find(String name) {
        return database.inTransaction(
                session -> Optional.ofNullable(session.get(UserRow.class, name)).map(UserRow::user));
    }

    @Override
    public boolean add(User user) {
        return database.inTransaction(session ->
                session.createMutationQuery("insert into UserRow (name, roles, passwordHash, disabled, createdAt)"
                                        + " values (:name, :roles, :hash, :disabled, :created) on conflict do nothing")
                                .setParameter("name", user.name())
                                .setParameter("roles", UserRow.words(user.roles()))
                                .setParameter("hash", user.passwordHash())
                                .setParameter("disabled", user.disabled())
                                .setParameter("created", user.createdAt())
                                .executeUpdate()
                        > 0);
    }

    @Override
    public Change change(String name, UnaryOperator<Optional<User>> change) {
        return database.inTransaction(session -> {
            UserRow row = session.get(UserRow.class, name, LockMode.PESSIMISTIC_WRITE);
            if (row == null) {
                return Change.ABSENT;
            }
            Optional<User> changed = change.apply(Optional.of(row.user()));
            boolean lessAdmins = row.user().isActiveAdmin()
                    && changed.filter(User::isActiveAdmin).isEmpty();
            if (lessAdmins && !isAnotherAdmin(session, name)) {
                return Change.LAST_ADMIN;
            }
            changed.ifPresentOrElse(
                    user -> {
                        row.take(user);
                        session.update(row);
                    },
                    () -> session.delete(row));
            return Change.DONE;
        });
    }

    /** Takes a lock for the rest of the transaction, so that two admins cannot take one another away. */
    private static boolean isAnotherAdmin(StatelessSession session, String name) {
        session.createNativeQuery("select pg_advisory_xact_lock(:lock)", Object.class)
                .setParameter("lock", ADMINS)
                .getSingleResult();
        return session
                .createSelectionQuery("from UserRow where name <> :name and not disabled", UserRow.class)
                .setParameter("name", name)
                .getResultList()
                .stream()
                .map(UserRow::user)
                .anyMatch(User::isActiveAdmin);
    }
}
