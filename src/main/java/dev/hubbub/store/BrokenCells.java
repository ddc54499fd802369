package dev.hubbub.store;

import dev.hubbub.store.crypt.Crypt.UnreadableException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cells that cannot be read (changed, or encrypted under keys that are lost). What else stands in their row is still
 * shown, and nobody who reads many rows stops at one. Each is logged once, however often it is read.
 */
final class BrokenCells {
    private static final Logger log = LoggerFactory.getLogger(BrokenCells.class);
    private static final int NAMED_AT_MOST = 1000;

    private static final Map<UUID, Boolean> NAMED = new ConcurrentHashMap<>();

    private BrokenCells() {}

    /** Reads a cell, or takes something else for it. */
    static <T> T readOr(T instead, UUID row, String column, Supplier<T> cell) {
        try {
            return cell.get();
        } catch (UnreadableException | UncheckedIOException e) {
            if (NAMED.size() < NAMED_AT_MOST && NAMED.putIfAbsent(row, true) == null) {
                log.error("{} of {} is unreadable and left out", column, row, e);
            }
            return instead;
        }
    }
}
