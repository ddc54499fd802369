package dev.hubbub.channel;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.stream.Stream;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Believes the system's certificate authorities and the certificates of one more file. */
public final class Trust implements X509TrustManager {
    private final X509TrustManager system;
    private final X509TrustManager added;

    private Trust(X509TrustManager system, X509TrustManager added) {
        this.system = system;
        this.added = added;
    }

    /**
     * Believes these, and all that the system does.
     *
     * @param file certificates in PEM, self-signed ones or authorities
     */
    public static X509TrustManager besidesSystem(Path file) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream in = Files.newInputStream(file)) {
            int n = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("added-" + n++, certificate);
            }
            if (n == 0) {
                throw new CertificateException(file + " holds no certificate");
            }
        }
        return new Trust(managerOf(null), managerOf(store));
    }

    private static X509TrustManager managerOf(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager x509) {
                return x509;
            }
        }
        throw new GeneralSecurityException("this Java has no X.509 trust manager");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        try {
            added.checkServerTrusted(chain, authType);
        } catch (CertificateException notAdded) {
            try {
                system.checkServerTrusted(chain, authType);
            } catch (CertificateException e) {
                e.addSuppressed(notAdded);
                throw e;
            }
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("this is a client: it takes no clients");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return Stream.of(system.getAcceptedIssuers(), added.getAcceptedIssuers())
                .flatMap(Stream::of)
                .toArray(X509Certificate[]::new);
    }
}
