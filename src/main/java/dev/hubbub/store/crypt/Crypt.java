package dev.hubbub.store.crypt;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.prf.Prf;
import com.google.crypto.tink.prf.PrfSet;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Encrypts cells of the database (AES-256-GCM), each bound to its row and column, so that one cell's bytes are worth
 * nothing in another; and hashes words under a key, so that they can be found without being readable. Its keys can be
 * changed while it is in use.
 */
public final class Crypt {
    /** Stands for a text that cannot be decrypted. */
    public static final String LOST = "(This cannot be decrypted.)";

    private static final Logger log = LoggerFactory.getLogger(Crypt.class);
    private static final int HASH_BYTES = 8;
    private static final int MOST_TOLD = 10_000;

    private volatile Ready ready;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    public Crypt(Keys keys) {
        this.ready = Ready.of(keys);
    }

    /** What is made of some keys; words met of late are those of its own search key. */
    private record Ready(Keys keys, Aead aead, KnownWords hash, List<KnownWords> others) {
        static Ready of(Keys keys) {
            try {
                PrfSet set = keys.search.getPrimitive(Keys.TINK, PrfSet.class);
                Prf primary = Objects.requireNonNull(set.getPrfs().get(set.getPrimaryId()));
                List<Prf> others = new ArrayList<>(set.getPrfs().values());
                others.remove(primary);
                return new Ready(
                        keys,
                        keys.aead.getPrimitive(Keys.TINK, Aead.class),
                        new KnownWords(word -> Crypt.hash(primary, word)),
                        others.stream()
                                .map(other -> new KnownWords(word -> Crypt.hash(other, word)))
                                .toList());
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("these keys cannot be used", e);
            }
        }
    }

    /** The keys in use. */
    public Keys keys() {
        return ready.keys();
    }

    /** Uses other keys from now on. */
    public void use(Keys keys) {
        this.ready = Ready.of(keys);
    }

    /**
     * Encrypts one cell.
     *
     * @param row id of its row
     * @param column its table and column, as {@code message.content}
     */
    public byte[] encrypt(UUID row, String column, byte[] plain) {
        try {
            return ready.aead().encrypt(plain, place(row, column));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot encrypt " + column, e);
        }
    }

    /** Encrypts one cell of text. */
    public byte[] encrypt(UUID row, String column, String plain) {
        return encrypt(row, column, plain.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Decrypts one cell.
     *
     * @throws UnreadableException if it was encrypted for another place or under keys that are not here, or was changed
     */
    public byte[] decrypt(UUID row, String column, byte[] encrypted) {
        try {
            return ready.aead().decrypt(encrypted, place(row, column));
        } catch (GeneralSecurityException e) {
            throw new UnreadableException(column + " of " + row + " cannot be decrypted", e);
        }
    }

    /** Decrypts one cell of text. */
    public String decryptText(UUID row, String column, byte[] encrypted) {
        return new String(decrypt(row, column, encrypted), StandardCharsets.UTF_8);
    }

    /** One cell among many: empty if it cannot be decrypted, which the log tells once. */
    public Optional<byte[]> find(UUID row, String column, byte[] encrypted) {
        try {
            return Optional.of(decrypt(row, column, encrypted));
        } catch (UnreadableException e) {
            tell(row, column);
            return Optional.empty();
        }
    }

    /** One cell of text among many: {@link #LOST} if it cannot be decrypted, which the log tells once. */
    public String findText(UUID row, String column, byte[] encrypted) {
        return find(row, column, encrypted)
                .map(plain -> new String(plain, StandardCharsets.UTF_8))
                .orElse(LOST);
    }

    private void tell(UUID row, String column) {
        if (told.size() < MOST_TOLD && told.add(column + row)) {
            log.error(
                    "{} of row {} cannot be decrypted: it was changed, or moved from another place, or its key is gone",
                    column,
                    row);
        }
    }

    /** The name of the key that a cell was encrypted under; -1 if it is no cell. */
    public static long keyOf(byte[] encrypted) {
        // Tink puts 01 and the key's id before what it encrypts
        return encrypted.length < 5 || encrypted[0] != 1
                ? -1
                : Keys.name(ByteBuffer.wrap(encrypted).getInt(1));
    }

    /** The first bytes of whatever that key has encrypted. */
    public static byte[] prefix(long key) {
        return ByteBuffer.allocate(5).put((byte) 1).putInt((int) key).array();
    }

    /** Hashes words, in ascending order of the hashes, each once. */
    public long[] hashes(Collection<String> words) {
        return hashes(ready.hash(), words);
    }

    /** The words' hashes under each of the keys that rows may have been written with; the primary key's first. */
    public List<long[]> allHashes(Collection<String> words) {
        Ready now = ready;
        List<long[]> all = new ArrayList<>();
        all.add(hashes(now.hash(), words));
        now.others().forEach(other -> all.add(hashes(other, words)));
        return all;
    }

    private static long[] hashes(KnownWords known, Collection<String> words) {
        long[] hashes = new long[words.size()];
        int count = 0;
        for (String word : words) {
            hashes[count++] = known.hash(word);
        }
        Arrays.sort(hashes);
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (i == 0 || hashes[i] != hashes[i - 1]) {
                hashes[kept++] = hashes[i];
            }
        }
        return Arrays.copyOf(hashes, kept);
    }

    private static long hash(Prf key, String word) {
        try {
            return ByteBuffer.wrap(key.compute(word.getBytes(StandardCharsets.UTF_8), HASH_BYTES))
                    .getLong();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot hash a word", e);
        }
    }

    private static byte[] place(UUID row, String column) {
        byte[] name = column.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(16 + name.length)
                .putLong(row.getMostSignificantBits())
                .putLong(row.getLeastSignificantBits())
                .put(name)
                .array();
    }

    /** A cell cannot be decrypted. */
    public static final class UnreadableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnreadableException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
