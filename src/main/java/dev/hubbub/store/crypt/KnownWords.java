package dev.hubbub.store.crypt;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.ToLongFunction;

/**
 * Hashes of words met of late, in memory only: people use the same few thousand words, and a keyed hash costs a hundred
 * times what looking it up does. Each word has one place that it shares with others; the last one met has it.
 *
 * <p>A place holds no word but 64 bits of a digest of it, made with secrets of this process, so that nobody can find two
 * words that are taken for each other; and that in one piece with the hash, so that a place which two threads write at
 * once fits neither.
 */
final class KnownWords {
    private static final int PLACES = 1 << 15;
    private static final int LONGEST = 24;

    private final AtomicLongArray places = new AtomicLongArray(2 * PLACES);
    private final ToLongFunction<String> hash;
    private final long seed;
    private final long factor;

    KnownWords(ToLongFunction<String> hash) {
        this.hash = hash;
        SecureRandom random = new SecureRandom();
        this.seed = random.nextLong();
        this.factor = random.nextLong() | 1;
    }

    long hash(String word) {
        if (word.length() > LONGEST) {
            return hash.applyAsLong(word);
        }
        long digest = digest(word);
        int place = 2 * (int) (digest >>> (Long.SIZE - 15));
        long known = places.getPlain(place + 1);
        if ((places.getPlain(place) ^ known) == digest) {
            return known;
        }
        long made = hash.applyAsLong(word);
        places.setPlain(place, digest ^ made);
        places.setPlain(place + 1, made);
        return made;
    }

    private long digest(String word) {
        long digest = seed ^ word.length();
        for (int i = 0; i < word.length(); i++) {
            digest = (digest ^ word.charAt(i)) * factor;
            digest ^= digest >>> 29;
        }
        digest *= factor;
        return digest ^ (digest >>> 32);
    }
}
