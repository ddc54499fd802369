package dev.hubbub.store.crypt;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.config.TinkConfig2026;
import com.google.crypto.tink.prf.PrfSet;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Collection;
import java.util.UUID;

/**
 * Encrypts cells of the database (AES-256-GCM), each bound to its row and column, so that one cell's bytes are worth
 * nothing in another; and hashes words under a key, so that they can be found without being readable.
 */
public final class Crypt {
    /** The kinds of keys that Tink recommends as of that year; no global registry. */
    static final Configuration TINK = TinkConfig2026.get();

    private static final int HASH_BYTES = 8;

    private final Aead aead;
    private final PrfSet prf;
    private final KnownWords known = new KnownWords(this::hash);

    Crypt(KeysetHandle aead, KeysetHandle search) throws GeneralSecurityException {
        this.aead = aead.getPrimitive(TINK, Aead.class);
        this.prf = search.getPrimitive(TINK, PrfSet.class);
    }

    /**
     * Encrypts one cell.
     *
     * @param row id of its row
     * @param column its table and column, as {@code message.content}
     */
    public byte[] encrypt(UUID row, String column, byte[] plain) {
        try {
            return aead.encrypt(plain, place(row, column));
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
            return aead.decrypt(encrypted, place(row, column));
        } catch (GeneralSecurityException e) {
            throw new UnreadableException(column + " of " + row + " cannot be decrypted", e);
        }
    }

    /** Decrypts one cell of text. */
    public String decryptText(UUID row, String column, byte[] encrypted) {
        return new String(decrypt(row, column, encrypted), StandardCharsets.UTF_8);
    }

    /** Hashes words, in ascending order of the hashes, each once. */
    public long[] hashes(Collection<String> words) {
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

    private long hash(String word) {
        try {
            return ByteBuffer.wrap(prf.computePrimary(word.getBytes(StandardCharsets.UTF_8), HASH_BYTES))
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
