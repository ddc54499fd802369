package dev.hubbub.store;

import dev.hubbub.security.Session;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A browser's session as kept. */
@Entity
@Table(name = "session")
class SessionRow {
    @Id
    private String digest = "";

    @Column(name = "user_name")
    private String userName = "";

    @Column(name = "created_at")
    private Instant createdAt = Instant.EPOCH;

    @Column(name = "seen_at")
    private Instant seenAt = Instant.EPOCH;

    SessionRow() {}

    SessionRow(Session session) {
        digest = session.digest();
        userName = session.user();
        createdAt = session.createdAt();
        seenAt = session.seenAt();
    }

    Session session() {
        return new Session(digest, userName, createdAt, seenAt);
    }
}
