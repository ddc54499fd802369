package dev.hubbub.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.impl.ECDSA;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes tokens from any header and payload text, well signed or not: the library would refuse to make most of them. */
public final class Forge {
    private Forge() {}

    /** A P-256 key of this id. */
    public static ECKey key(String kid) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(kid).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A token signed by that key as ES256, whatever its header says. */
    public static String signed(ECKey key, String header, String payload) {
        String input = part(header) + "." + part(payload);
        try {
            Signature signer = Signature.getInstance("SHA256withECDSA");
            signer.initSign(key.toECPrivateKey());
            signer.update(input.getBytes(StandardCharsets.US_ASCII));
            return input + "." + base64(ECDSA.transcodeSignatureToConcat(signer.sign(), 64));
        } catch (GeneralSecurityException | JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A token signed by that RSA key as RS256, whatever its header says. */
    public static String signed(RSAKey key, String header, String payload) {
        String input = part(header) + "." + part(payload);
        try {
            Signature signer = Signature.getInstance("SHA256withRSA");
            signer.initSign(key.toRSAPrivateKey());
            signer.update(input.getBytes(StandardCharsets.US_ASCII));
            return input + "." + base64(signer.sign());
        } catch (GeneralSecurityException | JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A token signed by HMAC with these bytes. */
    public static String hmac(byte[] secret, String header, String payload) {
        String input = part(header) + "." + part(payload);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return input + "." + base64(mac.doFinal(input.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A token without a signature. */
    public static String unsigned(String header, String payload) {
        return part(header) + "." + part(payload) + ".";
    }

    private static String part(String json) {
        return base64(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
