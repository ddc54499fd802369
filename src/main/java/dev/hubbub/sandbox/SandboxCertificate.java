package dev.hubbub.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Set;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The self-signed certificate of the sandbox's servers for {@code localhost}, made at the first start. The key store
 * (mode 0600) lies beside the certificate in PEM, which is what clients are given to trust.
 *
 * @param context for the servers' side of TLS
 * @param pem the certificate's file
 */
record SandboxCertificate(SSLContext context, Path pem) {
    private static final char[] PASSWORD = "sandbox".toCharArray();
    private static final String ALIAS = "sandbox";
    private static final Duration VALID = Duration.ofDays(3650);
    private static final Duration RENEWED_BEFORE = Duration.ofDays(30);

    /** @param folder made if it is missing */
    static SandboxCertificate in(Path folder) throws IOException {
        try {
            Files.createDirectories(folder);
            Path store = folder.resolve("sandbox.p12");
            KeyStore keys = read(store);
            if (keys == null) {
                keys = make();
                write(keys, store);
            }
            Path pem = folder.resolve("sandbox.pem");
            Files.writeString(pem, pemOf(keys.getCertificate(ALIAS)));
            return new SandboxCertificate(context(keys), pem);
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IOException("the sandbox's certificate could not be made or read in " + folder, e);
        }
    }

    /** TLS 1.2 only: the sandbox's server stands on a network library older than 1.3. */
    private static SSLContext context(KeyStore keys) throws GeneralSecurityException {
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLSv1.2");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static @Nullable KeyStore read(Path store) throws IOException, GeneralSecurityException {
        if (!Files.exists(store)) {
            return null;
        }
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        boolean lasts = keys.getCertificate(ALIAS) instanceof X509Certificate certificate
                && certificate.getNotAfter().toInstant().isAfter(Instant.now().plus(RENEWED_BEFORE));
        return lasts ? keys : null;
    }

    private static void write(KeyStore keys, Path store) throws IOException, GeneralSecurityException {
        Files.deleteIfExists(store);
        if (Files.getFileStore(store.toAbsolutePath().getParent()).supportsFileAttributeView("posix")) {
            Files.createFile(store, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try (OutputStream out = Files.newOutputStream(store, options.toArray(StandardOpenOption[]::new))) {
            keys.store(out, PASSWORD);
        }
    }

    private static KeyStore make() throws GeneralSecurityException, IOException, OperatorCreationException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();
        X500Name name = new X500Name("CN=localhost,O=Hubbub sandbox");
        Instant now = Instant.now();
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                name,
                new BigInteger(120, new SecureRandom()),
                Date.from(now.minus(Duration.ofDays(1))),
                Date.from(now.plus(VALID)),
                name,
                pair.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(new GeneralName[] {
            new GeneralName(GeneralName.dNSName, "localhost"),
            new GeneralName(GeneralName.dNSName, "conference.localhost"),
            new GeneralName(GeneralName.iPAddress, "127.0.0.1")
        }));
        X509Certificate certificate = new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withRSA").build(pair.getPrivate())));
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        keys.setKeyEntry(ALIAS, pair.getPrivate(), PASSWORD, new Certificate[] {certificate});
        return keys;
    }

    /** RFC 7468; by hand, so that only the first start needs a library for certificates. */
    private static String pemOf(Certificate certificate) throws GeneralSecurityException {
        Base64.Encoder lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
        return "-----BEGIN CERTIFICATE-----\n"
                + lines.encodeToString(certificate.getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }
}
