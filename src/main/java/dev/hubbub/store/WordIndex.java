package dev.hubbub.store;

import java.sql.PreparedStatement;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the index of words in order behind the writers' backs. PostgreSQL puts new words of a GIN index on a pending list,
 * which searches read through, and sorts it in when it is long: whoever writes then waits for that, and it takes more than
 * all else that storing a message takes. So the list may grow long, and is sorted in here once fewer messages come, or when
 * it gets too long to be searched.
 */
public final class WordIndex implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WordIndex.class);
    private static final String CLEAN = "select gin_clean_pending_list('message_terms')";
    private static final long LOOK_MILLIS = 500;

    /** Messages in one look that count as few. */
    private static final long FEW = 100;

    /** Messages that may be on the list however many come; a search then takes some tenths of a second longer. */
    private static final long LONG = 50_000;

    private final Database database;
    private final LongSupplier stored;
    private final ScheduledExecutorService thread;
    private long looked;
    private long cleaned;

    /** @param stored how many messages were stored since the start */
    public WordIndex(Database database, LongSupplier stored) {
        this.database = database;
        this.stored = stored;
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread made = new Thread(task, "hubbub-words");
            made.setDaemon(true);
            return made;
        });
        var unused = thread.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        long now = stored.getAsLong();
        boolean quiet = now - looked <= FEW;
        long pending = now - cleaned;
        looked = now;
        if (pending > LONG || (pending > 0 && quiet)) {
            clean(now);
        }
    }

    private void clean(long upTo) {
        try {
            boolean unused = database.withConnection(connection -> {
                try (PreparedStatement statement = connection.prepareStatement(CLEAN)) {
                    return statement.execute();
                }
            });
            cleaned = upTo;
        } catch (RuntimeException e) {
            LOG.debug("the index of words is put in order later: {}", e.toString());
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
