package dev.hubbub.store;

import dev.hubbub.security.Session;
import dev.hubbub.security.SessionStore;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Browsers' sessions, in the table {@code session}. */
public final class StoredSessions implements SessionStore {
    private final Database database;

    public StoredSessions(Database database) {
        this.database = database;
    }

    @Override
    public void add(Session session, Instant createdSince, Instant seenSince) {
        database.inTransaction(work -> {
            work.createMutationQuery("delete from SessionRow where createdAt < :created or seenAt < :seen")
                    .setParameter("created", createdSince)
                    .setParameter("seen", seenSince)
                    .executeUpdate();
            return work.insert(new SessionRow(session));
        });
    }

    @Override
    public Optional<Found> find(String digest) {
        return database.inTransaction(work -> work
                .createSelectionQuery(
                        "select s, u from SessionRow s join UserRow u on u.name = s.userName where s.digest = :digest",
                        Object[].class)
                .setParameter("digest", digest)
                .getResultList()
                .stream()
                .findFirst()
                .map(row -> new Found(((SessionRow) row[0]).session(), ((UserRow) row[1]).user())));
    }

    @Override
    public void touch(String digest, Instant at) {
        database.inTransaction(work -> work.createMutationQuery(
                        "update SessionRow set seenAt = :at where digest = :digest and seenAt < :at")
                .setParameter("at", at)
                .setParameter("digest", digest)
                .executeUpdate());
    }

    @Override
    public void end(String digest) {
        database.inTransaction(work -> work.createMutationQuery("delete from SessionRow where digest = :digest")
                .setParameter("digest", digest)
                .executeUpdate());
    }

    @Override
    public void endAll(String user, @Nullable String except) {
        database.inTransaction(
                work -> work.createMutationQuery("delete from SessionRow where userName = :user and digest <> :except")
                        .setParameter("user", user)
                        .setParameter("except", except == null ? "" : except)
                        .executeUpdate());
    }
}
