package dev.hubbub.store;

import dev.hubbub.api.archive.KeyDesk;
import dev.hubbub.store.crypt.Crypt;
import dev.hubbub.store.crypt.KeySource;
import dev.hubbub.store.crypt.Keys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes the keys of a database while it is in use. The new key is in the key file, beside the old, before anything is
 * encrypted under it; then every row is encrypted anew, batch by batch, and how far that is stands in the database; and
 * when nothing is left under the old key and nobody can still be writing with it, it is let go. Killed at any moment, it
 * goes on at the next start.
 */
public final class KeyRotation implements KeyDesk, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(KeyRotation.class);
    private static final long LOOK_MILLIS = 500;
    private static final long BLOCKED_MILLIS = 60_000;

    private static final String OTHERS =
            "select count(*) from node where id <> ? and seen_at > now() - interval '30 seconds'";
    private static final String OTHER_WRITERS = "select count(*) from node"
            + " where seen_at > now() - interval '30 seconds' and writes_key is distinct from ?";
    private static final String RETIRE =
            "update key_check set retired_at = now() where key_id <> ? and retired_at is null";

    private final Database database;
    private final Node node;
    private final KeySource source;
    private final Duration grace;
    private final int rate;
    private final Crypt crypt;
    private final Semaphore woken = new Semaphore(0);
    private final Thread worker;
    private volatile State state = State.IDLE;
    private volatile boolean abandonUnreadable;
    private volatile boolean closed;

    /**
     * Goes on with what was begun before.
     *
     * @param grace how long an old key is kept after the last hub stopped writing with it
     * @param rate rows a second at most; 0: as many as there can be
     */
    public KeyRotation(Database database, Node node, KeySource source, Duration grace, int rate) {
        this.database = database;
        this.node = node;
        this.source = source;
        this.grace = grace;
        this.rate = rate;
        this.crypt = database.crypt();
        this.worker = new Thread(this::run, "hubbub-keys");
        worker.setDaemon(true);
        worker.start();
        woken.release();
    }

    @Override
    public Status status() {
        return database.withConnection(connection -> {
            RotationProgress progress =
                    RotationProgress.find(connection, crypt.keys().primary());
            return new Status(
                    state,
                    source.isGiven(),
                    keys(connection),
                    progress == null ? 0 : progress.done(),
                    progress == null ? 0 : progress.total(),
                    progress == null ? 0 : progress.unreadable(),
                    progress == null ? null : progress.startedAt(),
                    progress == null ? null : progress.finishedAt());
        });
    }

    private List<Key> keys(Connection connection) throws SQLException {
        Keys ours = crypt.keys();
        List<KeyCheck.Known> known = KeyCheck.all(connection);
        List<Key> keys = new ArrayList<>();
        for (long name : ours.names()) {
            KeyCheck.Known one =
                    known.stream().filter(k -> k.key() == name).findFirst().orElse(null);
            String use = one == null || one.retired() ? "unused" : "reads";
            keys.add(new Key(
                    KeyCheck.name(name), name == ours.primary() ? "writes" : use, one == null ? null : one.since()));
        }
        return keys;
    }

    @Override
    public synchronized Status rotate(boolean abandon) {
        switch (state) {
            case IDLE -> beginUnlessConfigured();
            case BLOCKED -> abandonUnreadable = abandon;
            case BEHIND -> throw new RefusedException("Another hub has a newer key: change this one's configuration.");
            case MOVING, SETTLING -> log.debug("The keys are being changed already");
        }
        return status();
    }

    private void beginUnlessConfigured() {
        if (source.isGiven()) {
            throw new RefusedException(
                    "The keys are given by configuration (hubbub.encryption.keys): change them there,"
                            + " as docs/how-to/change-encryption-keys.md says.");
        }
        begin();
        state = State.MOVING;
        woken.release();
    }

    /**
     * The order matters: a key that is not in the file is never written with, and one that may have been is never taken
     * out of the file.
     */
    private void begin() {
        try {
            Keys inFile = source.read();
            Keys next = inFile.primary() == crypt.keys().primary()
                    ? crypt.keys().withNext().usingNewest()
                    : inFile;
            database.withConnection(connection -> {
                if (number(connection, OTHERS, node.id()) > 0) {
                    throw new RefusedException("Other hubs share this database: give the new key to all of them by"
                            + " configuration, as docs/how-to/change-encryption-keys.md says.");
                }
                // should this run be killed, the next one must not take it for a hub that lacks the key
                return node.say(connection, next);
            });
            source.replace(next);
            database.withConnection(connection -> {
                KeyCheck.note(connection, new Crypt(next));
                return true;
            });
            crypt.use(next);
            log.info(
                    "Key {} encrypts from now on; what is there is being encrypted anew",
                    KeyCheck.name(next.primary()));
        } catch (IOException e) {
            throw new UncheckedIOException(source + " cannot be written", e);
        }
    }

    private void run() {
        while (!closed) {
            try {
                woken.acquire();
                woken.drainPermits();
                change();
            } catch (InterruptedException e) {
                log.debug("The change of keys rests");
            } catch (RuntimeException | IOException e) {
                log.warn("The change of keys waits: {}", e.toString());
                rest(Duration.ofSeconds(1));
                woken.release();
            }
        }
    }

    /** Everything from where it is to the end, or to where it cannot go on. */
    private void change() throws IOException {
        if (!wanted()) {
            return;
        }
        state = State.MOVING;
        do {
            pass();
            if (state != State.BLOCKED) {
                state = State.SETTLING;
            }
            settle();
        } while (!closed && left());
        if (!closed) {
            retire();
        }
    }

    /** Whether cells may be under keys that are older than the one this hub writes with. */
    private boolean wanted() throws IOException {
        List<KeyCheck.Known> known = database.withConnection(KeyCheck::all);
        List<KeyCheck.Known> inUse =
                known.stream().filter(one -> !one.retired()).toList();
        long primary = crypt.keys().primary();
        if (inUse.size() == 1) {
            state = State.IDLE;
            tidy(known);
            return false;
        }
        if (inUse.get(inUse.size() - 1).key() != primary) {
            state = State.BEHIND;
            log.warn(
                    "This hub writes with key {}, another one with a newer key: change its configuration",
                    KeyCheck.name(primary));
            return false;
        }
        return true;
    }

    /** Killed just before the end, the last run may have left retired keys in the file. */
    private void tidy(List<KeyCheck.Known> known) throws IOException {
        Set<Long> retired = known.stream()
                .filter(KeyCheck.Known::retired)
                .map(KeyCheck.Known::key)
                .collect(Collectors.toSet());
        if (!source.isGiven() && crypt.keys().names().stream().anyMatch(retired::contains)) {
            drop();
        }
    }

    private void pass() {
        long target = crypt.keys().primary();
        database.withConnection(connection -> RotationProgress.begin(connection, target, total(connection)));
        boolean more = true;
        while (more && !closed) {
            long from = System.nanoTime();
            Step step = database.withConnection(connection -> step(connection, target));
            more = !step.end();
            rest(Duration.ofMillis(step.busy() ? LOOK_MILLIS : pause(step.rows(), from)));
        }
    }

    private record Step(int rows, boolean end, boolean busy) {}

    /** One batch, and how far that brings it, in one transaction; two hubs that do this do not do it at once. */
    private Step step(Connection connection, long target) throws SQLException {
        RotationProgress at = RotationProgress.take(connection, target);
        if (at == null) {
            return new Step(0, false, true);
        }
        if (at.part() >= Mover.ALL.size()) {
            return new Step(0, true, false);
        }
        Mover.Moved moved = Mover.ALL.get(at.part()).next(connection, at.after(), crypt);
        at.plus(moved).save(connection);
        return new Step(moved.rows(), false, false);
    }

    private long pause(int rows, long from) {
        if (rate == 0) {
            return 0;
        }
        long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - from);
        return Math.max(0, rows * 1000L / rate - took);
    }

    private static long total(Connection connection) throws SQLException {
        long total = 0;
        for (Mover mover : Mover.ALL) {
            total += mover.count(connection);
        }
        return total;
    }

    /** Waits until nobody can still be about to commit what was encrypted under an old key. */
    private void settle() {
        long target = crypt.keys().primary();
        while (!closed) {
            Instant quiet = database.withConnection(connection -> number(connection, OTHER_WRITERS, target) > 0
                    ? Instant.MAX
                    : KeyCheck.all(connection).stream()
                            .filter(one -> one.key() == target)
                            .findFirst()
                            .orElseThrow()
                            .since()
                            .plus(grace));
            if (!Instant.now().isBefore(quiet)) {
                return;
            }
            rest(Duration.ofMillis(LOOK_MILLIS));
        }
    }

    /** Whether another pass is needed. */
    private boolean left() {
        long target = crypt.keys().primary();
        long left = database.withConnection(connection -> {
            long all = 0;
            for (Mover mover : Mover.ALL) {
                long some = mover.left(connection, target);
                log.debug("{} rows of {} are under another key than {}", some, mover.table(), KeyCheck.name(target));
                all += some;
            }
            return all;
        });
        long unreadable = status().unreadable();
        if (left == 0 || (left <= unreadable && abandoned(left))) {
            return false;
        }
        database.withConnection(connection -> RotationProgress.again(connection, target));
        return true;
    }

    /** Rows that cannot be decrypted keep the old key until somebody has looked at them; they are tried now and then. */
    private boolean abandoned(long unreadable) {
        if (state != State.BLOCKED && !abandonUnreadable) {
            state = State.BLOCKED;
            log.warn(
                    "{} rows cannot be decrypted, so the old key is kept; repair or delete them, or let them go with:"
                            + " hubbub keys rotate --abandon-unreadable",
                    unreadable);
        }
        for (long waited = 0; !abandonUnreadable && !closed && waited < BLOCKED_MILLIS; waited += LOOK_MILLIS) {
            rest(Duration.ofMillis(LOOK_MILLIS));
        }
        return abandonUnreadable;
    }

    private void retire() throws IOException {
        long target = crypt.keys().primary();
        database.withConnection(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(RETIRE)) {
                statement.setLong(1, target);
                statement.executeUpdate();
            }
            return RotationProgress.end(connection, target);
        });
        if (!source.isGiven()) {
            drop();
        }
        abandonUnreadable = false;
        state = State.IDLE;
        log.info("Everything is encrypted under key {}; older ones are of no use any more", KeyCheck.name(target));
    }

    private void drop() throws IOException {
        Keys only = crypt.keys().primaryOnly();
        source.settle(only);
        crypt.use(only);
    }

    private static long number(Connection connection, String sql, Object value) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, value);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private void rest(Duration time) {
        try {
            if (!time.isZero()) {
                TimeUnit.MILLISECONDS.sleep(time.toMillis());
            }
        } catch (InterruptedException e) {
            log.debug("The change of keys rests no longer");
        }
    }

    @Override
    public void close() {
        closed = true;
        worker.interrupt();
        try {
            worker.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
