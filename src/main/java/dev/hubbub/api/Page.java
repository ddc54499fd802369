package dev.hubbub.api;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list as it is answered.
 *
 * @param next the cursor of the following page, or null on the last one
 */
record Page<T>(List<T> items, @Nullable String next) {
    Page {
        items = List.copyOf(items);
    }

    /** A list that is whole. */
    static <T> Page<T> whole(List<T> items) {
        return new Page<>(items, null);
    }

    /**
     * A page of what was read with one entry more than wanted, which tells whether there is more.
     *
     * @param cursor names the place of an entry
     * @param view shows it
     */
    static <E, T> Page<T> of(List<E> read, int limit, Function<E, String> cursor, Function<E, T> view) {
        boolean more = read.size() > limit;
        List<E> shown = more ? read.subList(0, limit) : read;
        return new Page<>(shown.stream().map(view).toList(), more ? cursor.apply(shown.get(limit - 1)) : null);
    }
}
