package dev.hubbub.security;

import dev.hubbub.config.Secret;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds out who is calling by what they show: an access token or a session. What was verified a moment ago is believed
 * again without new work, but for a client that was deleted meanwhile.
 */
public final class Authenticator {
    private static final int REMEMBERED = 10_000;

    private final TokenVerifier verifier;
    private final Clients clients;
    private final Sessions sessions;
    private final Map<String, AccessToken> verified = new ConcurrentHashMap<>();

    public Authenticator(TokenVerifier verifier, Clients clients, Sessions sessions) {
        this.verifier = verifier;
        this.clients = clients;
        this.sessions = sessions;
    }

    /** Who this token is known to belong to; empty says nothing. Never waits. */
    public Optional<Caller> glance(Secret token) {
        return remembered(Secrets.digest(token.reveal()))
                .flatMap(known -> clients.glance(known.clientId()).filter(client -> isFor(client, known)))
                .map(Client::caller);
    }

    /**
     * Who this token belongs to. May wait for the database.
     *
     * @throws TokenException if it is not to be believed
     */
    public Caller bearer(Secret token) throws TokenException {
        String digest = Secrets.digest(token.reveal());
        Optional<AccessToken> known = remembered(digest);
        AccessToken believed = known.isPresent() ? known.get() : verifier.verify(token.reveal());
        Caller caller = clients.find(believed.clientId())
                .filter(client -> isFor(client, believed))
                .map(Client::caller)
                .orElseThrow(() -> new TokenException("the token's client is not known any more"));
        remember(digest, believed);
        return caller;
    }

    /** A token of an earlier client of the same id is worth nothing; tokens tell their time in seconds. */
    private static boolean isFor(Client client, AccessToken token) {
        return client.caller().principal().equals(token.subject())
                && !token.issuedAt().isBefore(client.createdAt().truncatedTo(ChronoUnit.SECONDS));
    }

    /** The sessions of browsers. */
    public Sessions sessions() {
        return sessions;
    }

    private Optional<AccessToken> remembered(String digest) {
        return Optional.ofNullable(verified.get(digest)).filter(verifier::isCurrent);
    }

    private void remember(String digest, AccessToken token) {
        if (verified.size() >= REMEMBERED) {
            verified.clear();
        }
        verified.put(digest, token);
    }
}
