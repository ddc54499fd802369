package dev.hubbub.store;

import dev.hubbub.security.Client;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A client as kept. */
@Entity
@Table(name = "api_client")
class ClientRow {
    @Id
    private String id = "";

    private String title = "";

    private String[] roles = {};

    @Column(name = "secret_digest")
    private String secretDigest = "";

    @Column(name = "created_at")
    private Instant createdAt = Instant.EPOCH;

    ClientRow() {}

    ClientRow(Client client) {
        id = client.id();
        title = client.title();
        roles = UserRow.words(client.roles());
        secretDigest = client.secretDigest();
        createdAt = client.createdAt();
    }

    Client client() {
        return new Client(id, title, UserRow.roles(roles), secretDigest, createdAt);
    }
}
