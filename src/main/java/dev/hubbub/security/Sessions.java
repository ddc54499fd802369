package dev.hubbub.security;

import dev.hubbub.config.Secret;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Log-ins of browsers. The browser holds 256 random bits, the database only their digest. A session ends when it was idle
 * too long, when it is too old, at log-out, and when the user's password changes or the user is locked out.
 *
 * <p>An open stream does not count as a use, so a page that nobody touches ends as well. What was looked up is believed for a few seconds: a session ended at another hub on the same database may work here
 * for so long.
 */
public final class Sessions {
    private static final Duration TOUCH_EVERY = Duration.ofMinutes(1);

    private final SessionStore store;
    private final Duration idle;
    private final Duration lifetime;
    private final Clock clock;
    private final Memo<Active> known;

    /**
     * Sessions.
     *
     * @param idle how long one may go unused
     * @param lifetime how long one may last at all
     */
    public Sessions(SessionStore store, Duration idle, Duration lifetime, Clock clock) {
        this.store = store;
        this.idle = idle;
        this.lifetime = lifetime;
        this.clock = clock;
        this.known = new Memo<>(clock, Duration.ofSeconds(5), 10_000);
    }

    /** Begins a session. */
    public Begun begin(User user) {
        Secret id = Secrets.random();
        Instant now = clock.instant();
        Session session = new Session(Secrets.digest(id.reveal()), user.name(), now, now);
        store.add(session, now.minus(lifetime), now.minus(idle));
        return new Begun(id, active(new SessionStore.Found(session, user)));
    }

    /** What was looked up a moment ago; empty says nothing. Never waits. */
    public Optional<Active> glance(Secret id) {
        return known.get(Secrets.digest(id.reveal())).filter(this::isCurrent);
    }

    /** The session of this id, if it is not over. */
    public Optional<Active> find(Secret id) {
        String digest = Secrets.digest(id.reveal());
        Optional<Active> found = store.find(digest)
                .filter(it -> !it.user().disabled())
                .filter(it -> isFresh(it.session()))
                .map(this::active)
                .filter(this::isCurrent);
        found.ifPresent(active -> known.put(digest, active));
        return found;
    }

    /** The same without counting as a use: for what goes on by itself, as streams do. */
    public Optional<Active> look(Secret id) {
        return store.find(Secrets.digest(id.reveal()))
                .filter(it -> !it.user().disabled())
                .filter(it -> !isIdle(it.session()))
                .map(this::active)
                .filter(this::isCurrent);
    }

    /** Ends a session. */
    public void end(String digest) {
        store.end(digest);
        known.remove(digest);
    }

    /**
     * Ends the sessions of a user.
     *
     * @param except the digest of one that stays, or null
     */
    public void endAll(String user, @Nullable String except) {
        store.endAll(user, except);
        known.clear();
    }

    /** Looks everything up anew: a user has changed. */
    void forget() {
        known.clear();
    }

    private boolean isFresh(Session session) {
        if (isIdle(session)) {
            return false;
        }
        Instant now = clock.instant();
        if (session.seenAt().plus(TOUCH_EVERY).isBefore(now)) {
            store.touch(session.digest(), now);
        }
        return true;
    }

    private boolean isIdle(Session session) {
        return session.seenAt().plus(idle).isBefore(clock.instant());
    }

    private boolean isCurrent(Active active) {
        return active.endsAt().isAfter(clock.instant());
    }

    private Active active(SessionStore.Found found) {
        Session session = found.session();
        return new Active(
                session.digest(), found.user().caller(), session.createdAt().plus(lifetime));
    }

    /**
     * A session that is not over.
     *
     * @param digest names it without giving it away
     * @param caller whose it is
     * @param endsAt when it ends at the latest
     */
    public record Active(String digest, Caller caller, Instant endsAt) {}

    /**
     * A session that has just begun.
     *
     * @param id what the browser is to hold
     */
    public record Begun(Secret id, Active active) {}
}
