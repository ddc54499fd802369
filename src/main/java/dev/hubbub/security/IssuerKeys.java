package dev.hubbub.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.Map;
import java.util.Optional;

/**
 * The keys the hub's own issuer signs with: a JWK set in a file of mode 0600, made at the first start. The first key
 * signs; those behind it still verify, so that a key is changed by putting a new one in front.
 */
public final class IssuerKeys implements KeySource {
    private final JWKSet keys;
    private final ECKey signing;

    private IssuerKeys(JWKSet keys, ECKey signing) {
        this.keys = keys;
        this.signing = signing;
    }

    /**
     * Reads the keys, or makes them.
     *
     * @throws IOException if the file cannot be read or written, or holds something else
     */
    public static IssuerKeys load(Path file) throws IOException {
        try {
            if (!Files.exists(file)) {
                ECKey made = new ECKeyGenerator(Curve.P_256)
                        .keyUse(KeyUse.SIGNATURE)
                        .algorithm(JWSAlgorithm.ES256)
                        .keyIDFromThumbprint(true)
                        .generate();
                PrivateFile.write(file, new JWKSet(made).toString(false));
            }
            JWKSet keys = JWKSet.parse(Files.readString(file));
            return new IssuerKeys(keys, signingKey(keys, file));
        } catch (JOSEException | ParseException e) {
            throw new IOException(file + " is no JWK set: mend it or move it away", e);
        }
    }

    private static ECKey signingKey(JWKSet keys, Path file) throws IOException {
        if (!keys.isEmpty()
                && keys.getKeys().get(0) instanceof ECKey ec
                && ec.isPrivate()
                && Curve.P_256.equals(ec.getCurve())
                && ec.getKeyID() != null) {
            return ec;
        }
        throw new IOException(file + " must begin with a private P-256 key that has a kid");
    }

    @Override
    public Optional<JWK> find(String kid) {
        return Optional.ofNullable(keys.getKeyByKeyId(kid)).map(JWK::toPublicJWK);
    }

    /** The public keys, as RFC 7517 has them. */
    public Map<String, Object> publicKeys() {
        return keys.toPublicJWKSet().toJSONObject(true);
    }

    /** The id of the key that signs. */
    public String signingId() {
        return signing.getKeyID();
    }

    ECKey signing() {
        return signing;
    }
}
