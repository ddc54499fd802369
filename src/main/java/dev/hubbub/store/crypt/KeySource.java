package dev.hubbub.store.crypt;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.prf.PredefinedPrfParameters;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.hubbub.store.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;

/**
 * Where the keys are: a JSON text with two Tink key sets, {@code aead} (encrypts; its other keys still decrypt) and
 * {@code search} (hashes words).
 *
 * @param file where they lie, unless given
 * @param given the text itself, from the environment; empty if it is in the file
 */
public record KeySource(Path file, String given) {
    /** Whether there are keys. */
    public boolean exists() {
        return !given.isBlank() || Files.exists(file);
    }

    /** Makes new keys and writes them to the file, mode 0600, on the disk when this returns. */
    public void create() throws IOException {
        try {
            JsonObject both = new JsonObject();
            both.add(
                    "aead",
                    JsonParser.parseString(
                            text(KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, Crypt.TINK))));
            both.add(
                    "search",
                    JsonParser.parseString(
                            text(KeysetHandle.generateNew(PredefinedPrfParameters.HMAC_SHA256_PRF, Crypt.TINK))));
            Secrets.write(file, both.toString());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot make keys", e);
        }
    }

    /**
     * The keys, ready for use.
     *
     * @throws IllegalStateException if they cannot be read; the text is not shown
     */
    public Crypt read() throws IOException {
        String text = given.isBlank() ? Files.readString(file) : given;
        try {
            JsonObject both = JsonParser.parseString(text).getAsJsonObject();
            return new Crypt(handle(both, "aead"), handle(both, "search"));
        } catch (GeneralSecurityException | JsonParseException | IllegalStateException e) {
            throw new IllegalStateException(
                    this + " holds no keys of a hub: " + e.getClass().getSimpleName(), e);
        }
    }

    @Override
    public String toString() {
        return given.isBlank() ? file.toString() : "hubbub.encryption.keys";
    }

    private static KeysetHandle handle(JsonObject both, String name) throws GeneralSecurityException {
        if (!both.has(name)) {
            throw new GeneralSecurityException("no key set named " + name);
        }
        return TinkJsonProtoKeysetFormat.parseKeyset(
                both.get(name).toString(), Crypt.TINK, InsecureSecretKeyAccess.get());
    }

    private static String text(KeysetHandle keys) throws GeneralSecurityException {
        return TinkJsonProtoKeysetFormat.serializeKeyset(keys, Crypt.TINK, InsecureSecretKeyAccess.get());
    }
}
