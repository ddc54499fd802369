package dev.hubbub.channel.xmpp;

import dev.hubbub.channel.Backoff;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Enters the places of an account, each on a thread of its own, and comes back to those it was taken out of. */
final class Entrances {
    private static final Logger LOG = LoggerFactory.getLogger(Entrances.class);
    private static final Duration FIRST_WAIT = Duration.ofMillis(600);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    private static final Duration OUT_FOR = Duration.ofSeconds(5);

    private final XmppAccount account;
    private final Errands errands;
    private final Supplier<@Nullable Session> session;

    /** @param session the log-in there is */
    Entrances(XmppAccount account, Errands errands, Supplier<@Nullable Session> session) {
        this.account = account;
        this.errands = errands;
        this.session = session;
    }

    /** Enters a place unless it is entered, on a thread of its own, as often as it takes while the log-in lasts. */
    void enter(Place place) {
        errands.execute(() -> {
            place.entry.lock();
            try {
                enterUntilDone(place);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                place.entry.unlock();
            }
        });
    }

    /** Fetches again what an entered place had to let go. */
    void fetchAgain(Place place) {
        errands.execute(() -> {
            place.entry.lock();
            try {
                Session current = place.ready();
                if (current != null) {
                    LOG.info("{} fetches again what was too much in {}", account, place.address);
                    place.fetchAgain(current);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                place.left(Reason.of(e));
                enter(place);
            } finally {
                place.entry.unlock();
            }
        });
    }

    private void enterUntilDone(Place place) throws InterruptedException {
        Backoff backoff = new Backoff(FIRST_WAIT, LONGEST_WAIT);
        while (true) {
            Session current = session.get();
            if (current == null || !current.isAlive() || place.isUnused() || place.ready() == current) {
                return;
            }
            try {
                place.enter(current);
                LOG.info("{} {}", account, place.isRoom() ? "is in " + place.address : "takes direct messages");
                return;
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                place.left(Reason.of(e));
                LOG.warn("{} is not in {}, trying again: {}", account, place.address, Reason.of(e));
            }
            if (endsWithin(current, backoff.next())) {
                return;
            }
        }
    }

    private static boolean endsWithin(Session current, Duration time) throws InterruptedException {
        try {
            current.ended().get(time.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The room took the account out: it comes back after a moment. */
    void thrownOut(Room room, String reason) {
        Session current = session.get();
        if (current == null || !current.isAlive()) {
            return;
        }
        room.left(reason);
        LOG.warn("{} in {}: {}", account, room.address, reason);
        errands.later(OUT_FOR, () -> enter(room));
    }
}
