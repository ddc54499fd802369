package dev.hubbub.peers;

import java.io.IOException;
import java.io.Writer;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A server's certificate that it has signed itself, for 127.0.0.1 alone. */
public final class OwnCertificate {
    private final Path folder;
    private final KeyPair pair;
    private final X509CertificateHolder certificate;

    private OwnCertificate(Path folder, KeyPair pair, X509CertificateHolder certificate) {
        this.folder = folder;
        this.pair = pair;
        this.certificate = certificate;
    }

    /** Makes one, and leaves it as files in a folder. */
    public static OwnCertificate in(Path folder)
            throws GeneralSecurityException, IOException, OperatorCreationException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        KeyPair pair = generator.generateKeyPair();
        OwnCertificate made = new OwnCertificate(folder, pair, certify(pair));
        write(made.trust(), made.certificate);
        write(made.server(), made.certificate, new JcaPKCS8Generator(pair.getPrivate(), null));
        return made;
    }

    private static X509CertificateHolder certify(KeyPair pair) throws IOException, OperatorCreationException {
        X500Name name = new X500Name("CN=server");
        Instant now = Instant.now();
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                name,
                BigInteger.ONE,
                Date.from(now.minus(Duration.ofDays(1))),
                Date.from(now.plus(Duration.ofDays(1))),
                name,
                pair.getPublic());
        builder.addExtension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(new GeneralName(GeneralName.iPAddress, "127.0.0.1")));
        return builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()));
    }

    private static void write(Path file, Object... objects) throws IOException {
        try (Writer text = Files.newBufferedWriter(file);
                JcaPEMWriter pem = new JcaPEMWriter(text)) {
            for (Object object : objects) {
                pem.writeObject(object);
            }
        }
    }

    /** PEM for those who are to trust it. */
    public Path trust() {
        return folder.resolve("trust.pem");
    }

    /** PEM for the server: certificate and key. */
    public Path server() {
        return folder.resolve("server.pem");
    }

    /** For servers in Java. */
    public SSLContext context() throws GeneralSecurityException, IOException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        keys.setKeyEntry("server", pair.getPrivate(), new char[0], new Certificate[] {
            new JcaX509CertificateConverter().getCertificate(certificate)
        });
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }
}
