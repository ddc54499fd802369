package dev.hubbub.store.crypt;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Hashes of words met of late, in memory only: people use the same few thousand words, and a keyed hash costs a hundred
 * times what looking it up does. Each word has one place that it shares with others; the last one met has it.
 */
final class KnownWords {
    private static final int PLACES = 1 << 15;
    private static final int LONGEST = 24;

    private final AtomicReferenceArray<@Nullable Known> places = new AtomicReferenceArray<>(PLACES);
    private final ToLongFunction<String> hash;

    private record Known(String word, long hash) {}

    KnownWords(ToLongFunction<String> hash) {
        this.hash = hash;
    }

    long hash(String word) {
        if (word.length() > LONGEST) {
            return hash.applyAsLong(word);
        }
        int spread = word.hashCode();
        int place = (spread ^ (spread >>> 15)) & (PLACES - 1);
        Known known = places.get(place);
        if (known != null && known.word().equals(word)) {
            return known.hash();
        }
        long made = hash.applyAsLong(word);
        places.set(place, new Known(word, made));
        return made;
    }
}
