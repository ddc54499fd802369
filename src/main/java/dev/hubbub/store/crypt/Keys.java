package dev.hubbub.store.crypt;

import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.Key;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.Parameters;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.config.TinkConfig2026;
import com.google.crypto.tink.prf.PredefinedPrfParameters;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.security.GeneralSecurityException;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The keys of one database: two Tink key sets, {@code aead} (encrypts) and {@code search} (hashes words). Each set has
 * one primary key, which writes, and perhaps others, which only read: the one before it, while rows of it are left, or
 * the one that comes next, until every hub knows it. The sets change together.
 */
public final class Keys {
    /** The kinds of keys that Tink recommends as of that year; no global registry. */
    static final Configuration TINK = TinkConfig2026.get();

    private static final Parameters AEAD = PredefinedAeadParameters.AES256_GCM;
    private static final Parameters SEARCH = PredefinedPrfParameters.HMAC_SHA256_PRF;

    final KeysetHandle aead;
    final KeysetHandle search;

    private Keys(KeysetHandle aead, KeysetHandle search) {
        this.aead = aead;
        this.search = search;
    }

    /** New keys, one of each kind. */
    public static Keys make() {
        return new Keys(fresh(AEAD), fresh(SEARCH));
    }

    /**
     * Reads {@link #text}.
     *
     * @throws IllegalArgumentException if it is none; the text is not shown
     */
    public static Keys parse(String text) {
        try {
            JsonObject both = JsonParser.parseString(text).getAsJsonObject();
            return new Keys(handle(both, "aead"), handle(both, "search"));
        } catch (GeneralSecurityException | JsonParseException | IllegalStateException e) {
            throw new IllegalArgumentException(
                    "no keys of a hub: " + e.getClass().getSimpleName(), e);
        }
    }

    /** The keys as JSON: whoever has that text can read the database. */
    public String text() {
        JsonObject both = new JsonObject();
        both.add("aead", JsonParser.parseString(text(aead)));
        both.add("search", JsonParser.parseString(text(search)));
        return both.toString();
    }

    /** The name of the key that encrypts; what it has encrypted begins with it. */
    public long primary() {
        return name(aead.getPrimary().getId());
    }

    /** The names of all keys that decrypt. */
    public Set<Long> names() {
        Set<Long> names = new LinkedHashSet<>();
        for (int i = 0; i < aead.size(); i++) {
            names.add(name(aead.getAt(i).getId()));
        }
        return names;
    }

    /** With a new key of each kind, which only reads. */
    public Keys withNext() {
        return new Keys(withNext(aead, AEAD), withNext(search, SEARCH));
    }

    /** The newest keys write. */
    public Keys usingNewest() {
        return new Keys(usingNewest(aead), usingNewest(search));
    }

    /** Without all keys but those that write. */
    public Keys primaryOnly() {
        return new Keys(primaryOnly(aead), primaryOnly(search));
    }

    static long name(int id) {
        return Integer.toUnsignedLong(id);
    }

    private static KeysetHandle fresh(Parameters kind) {
        try {
            return KeysetHandle.generateNew(kind, TINK);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot make keys", e);
        }
    }

    private static KeysetHandle withNext(KeysetHandle keys, Parameters kind) {
        Key next = fresh(kind).getPrimary().getKey();
        KeysetHandle.Builder.Entry entry = KeysetHandle.importKey(next);
        // a key whose output names it brings its own id
        return build(KeysetHandle.newBuilder(keys)
                .addEntry(next.getIdRequirementOrNull() == null ? entry.withRandomId() : entry));
    }

    private static KeysetHandle usingNewest(KeysetHandle keys) {
        KeysetHandle.Builder builder = KeysetHandle.newBuilder(keys);
        KeysetHandle.Builder.Entry unused = builder.getAt(builder.size() - 1).makePrimary();
        return build(builder);
    }

    private static KeysetHandle primaryOnly(KeysetHandle keys) {
        KeysetHandle.Builder builder = KeysetHandle.newBuilder(keys);
        for (int i = builder.size() - 1; i >= 0; i--) {
            if (!builder.getAt(i).isPrimary()) {
                KeysetHandle.Builder unused = builder.deleteAt(i);
            }
        }
        return build(builder);
    }

    private static KeysetHandle build(KeysetHandle.Builder builder) {
        try {
            return builder.setConfiguration(TINK).build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot make keys", e);
        }
    }

    private static KeysetHandle handle(JsonObject both, String name) throws GeneralSecurityException {
        if (!both.has(name)) {
            throw new GeneralSecurityException("no key set named " + name);
        }
        return TinkJsonProtoKeysetFormat.parseKeyset(both.get(name).toString(), TINK, InsecureSecretKeyAccess.get());
    }

    private static String text(KeysetHandle keys) {
        try {
            return TinkJsonProtoKeysetFormat.serializeKeyset(keys, TINK, InsecureSecretKeyAccess.get());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("these keys cannot be written", e);
        }
    }

    @Override
    public String toString() {
        return "keys ***";
    }
}
