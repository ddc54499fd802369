package dev.hubbub.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.hubbub.config.Key;
import dev.hubbub.config.Settings;
import java.io.IOException;
import java.io.Writer;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
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
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls to a server with a certificate of its own, which names 127.0.0.1. */
class OutsideTlsTest {
    private static final AtomicInteger CALLS = new AtomicInteger();

    @TempDir
    static Path folder = Path.of(".");

    private static HttpsServer server;

    @BeforeAll
    static void start() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        KeyPair pair = generator.generateKeyPair();
        X509CertificateHolder certificate = certificate(pair);
        try (Writer text = Files.newBufferedWriter(folder.resolve("trust.pem"));
                JcaPEMWriter pem = new JcaPEMWriter(text)) {
            pem.writeObject(certificate);
        }
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        keys.setKeyEntry("server", pair.getPrivate(), new char[0], new Certificate[] {
            new JcaX509CertificateConverter().getCertificate(certificate)
        });
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getByName("0.0.0.0"), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/", call -> {
            CALLS.incrementAndGet();
            call.sendResponseHeaders(204, -1);
            call.close();
        });
        server.start();
    }

    private static X509CertificateHolder certificate(KeyPair pair) throws Exception {
        X500Name name = new X500Name("CN=receiver");
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

    @AfterAll
    static void stop() {
        server.stop(0);
    }

    private static int call(String host, boolean trusted) throws IOException {
        Settings settings = Settings.defaults()
                .with(Key.OUTSIDE_NETWORKS, "127.0.0.0/8")
                .with(Key.OUTSIDE_TIMEOUT, "5s")
                .with(Key.OUTSIDE_TRUST, trusted ? folder.resolve("trust.pem").toString() : "");
        try (Outside outside = Outside.of(settings)) {
            URI url = URI.create("https://" + host + ":" + server.getAddress().getPort() + "/");
            return outside.call("POST", url, Map.of(), new byte[1], 1000).status();
        }
    }

    @Test
    void aCertificateCountsIfItIsTrustedAndNamesTheHost() throws Exception {
        assertThat(call("127.0.0.1", true)).isEqualTo(204);
        int before = CALLS.get();
        assertThatThrownBy(() -> call("127.0.0.1", false)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> call("127.0.0.2", true)).isInstanceOf(IOException.class);
        assertThat(CALLS).hasValue(before);
    }
}
