package dev.hubbub.security;

import dev.hubbub.config.Secret;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The programs that may call the hub: making them, checking their secrets. */
public final class Clients {
    private static final String NOBODYS = Secrets.digest("nobody");

    private final ClientStore store;
    private final Clock clock;
    private final Memo<Client> known;

    public Clients(ClientStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
        this.known = new Memo<>(clock, Duration.ofSeconds(5), 10_000);
    }

    public List<Client> all() {
        return store.all();
    }

    /** What was looked up a moment ago; empty says nothing. Never waits. */
    Optional<Client> glance(String id) {
        return known.get(id);
    }

    public Optional<Client> find(String id) {
        Optional<Client> found = store.find(id);
        found.ifPresent(client -> known.put(id, client));
        return found;
    }

    /** Makes a client with a secret of its own; empty if the id is taken. */
    public Optional<Made> create(String id, String title, Set<Role> roles) {
        Secret secret = Secrets.random();
        Client client = new Client(id, title, roles, Secrets.digest(secret.reveal()), clock.instant());
        return store.add(client) ? Optional.of(new Made(client, secret)) : Optional.empty();
    }

    /** Deletes a client; its tokens are worth nothing from now on. False if there was none. */
    public boolean delete(String id) {
        boolean removed = store.remove(id);
        known.remove(id);
        return removed;
    }

    /** The client, if the secret is its own. The comparison takes as long for an unknown id. */
    public Optional<Client> check(String id, Secret secret) {
        Optional<Client> client = store.find(id);
        String digest = Secrets.digest(secret.reveal());
        boolean same = Secrets.same(digest, client.map(Client::secretDigest).orElse(NOBODYS));
        return same ? client : Optional.empty();
    }

    /**
     * A client that was made.
     *
     * @param secret to be shown once
     */
    public record Made(Client client, Secret secret) {}
}
