package dev.hubbub.store;

import dev.hubbub.security.Client;
import dev.hubbub.security.ClientStore;
import java.util.List;
import java.util.Optional;

/** Clients, in the table {@code api_client}. */
public final class StoredClients implements ClientStore {
    private final Database database;

    public StoredClients(Database database) {
        this.database = database;
    }

    @Override
    public List<Client> all() {
        return database.inTransaction(session ->
                session.createSelectionQuery("from ClientRow order by id", ClientRow.class).getResultList().stream()
                        .map(ClientRow::client)
                        .toList());
    }

    @Override
    public Optional<Client> find(String id) {
        return database.inTransaction(
                session -> Optional.ofNullable(session.get(ClientRow.class, id)).map(ClientRow::client));
    }

    @Override
    public boolean add(Client client) {
        return database.inTransaction(session ->
                session.createMutationQuery("insert into ClientRow (id, title, roles, secretDigest, createdAt)"
                                        + " values (:id, :title, :roles, :digest, :created) on conflict do nothing")
                                .setParameter("id", client.id())
                                .setParameter("title", client.title())
                                .setParameter("roles", UserRow.words(client.roles()))
                                .setParameter("digest", client.secretDigest())
                                .setParameter("created", client.createdAt())
                                .executeUpdate()
                        > 0);
    }

    @Override
    public boolean remove(String id) {
        return database.inTransaction(session -> session.createMutationQuery("delete from ClientRow where id = :id")
                        .setParameter("id", id)
                        .executeUpdate()
                > 0);
    }
}
