package dev.hubbub.channel;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.jspecify.annotations.Nullable;

/** A server's certificate and key, from a PEM file as Certbot and others make it: the chain and the unencrypted key. */
public final class PemIdentity {
    private static final char[] NONE = new char[0];

    private PemIdentity() {}

    /** For one that believes whom the system does. */
    public static SSLContext context(Path file) throws IOException {
        return context(file, null);
    }

    /**
     * For one that shows this certificate.
     *
     * @param trust PEM file of certificates that it believes besides those of the system
     */
    public static SSLContext context(Path file, @Nullable Path trust) throws IOException {
        try (Reader text = Files.newBufferedReader(file)) {
            SSLContext context = SSLContext.getInstance("TLS");
            TrustManager[] believed = trust == null ? null : new TrustManager[] {Trust.besidesSystem(trust)};
            context.init(keys(file, new PEMParser(text)), believed, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException(file + " cannot be used for encryption: " + e.getMessage(), e);
        }
    }

    private static KeyManager[] keys(Path file, PEMParser pem) throws IOException, GeneralSecurityException {
        List<Certificate> chain = new ArrayList<>();
        PrivateKey key = null;
        for (@Nullable Object at = pem.readObject(); at != null; at = pem.readObject()) {
            if (at instanceof X509CertificateHolder certificate) {
                chain.add(new JcaX509CertificateConverter().getCertificate(certificate));
            } else if (at instanceof PEMKeyPair pair) {
                key = new JcaPEMKeyConverter().getPrivateKey(pair.getPrivateKeyInfo());
            } else if (at instanceof PrivateKeyInfo info) {
                key = new JcaPEMKeyConverter().getPrivateKey(info);
            }
        }
        if (key == null || chain.isEmpty()) {
            throw new IOException(file + " has to hold a certificate and its key, in PEM");
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("hub", key, NONE, chain.toArray(Certificate[]::new));
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, NONE);
        return managers.getKeyManagers();
    }
}
