package dev.hubbub.security;

import java.util.List;
import java.util.Optional;

/** Where clients are kept. */
public interface ClientStore {
    /** All clients, by id. */
    List<Client> all();

    Optional<Client> find(String id);

    /** Keeps a new client; false if the id is taken. */
    boolean add(Client client);

    /** Forgets a client; false if there was none. */
    boolean remove(String id);
}
