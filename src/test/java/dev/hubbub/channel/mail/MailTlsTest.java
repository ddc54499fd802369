package dev.hubbub.channel.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.outbox.DeliveryException;
import java.io.IOException;
import java.io.Writer;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mail that the hub sends to a hub, encrypted. */
class MailTlsTest {
    private static final DefaultCamelContext CONTEXT = new DefaultCamelContext();
    private static final List<String> TAKEN = new CopyOnWriteArrayList<>();

    @TempDir
    static Path folder = Path.of(".");

    private static int port;

    @BeforeAll
    static void start() throws Exception {
        certify();
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "hubbub.mail.domain", "hub.example",
                "hubbub.mail.listen.port", "0",
                "hubbub.mail.listen.certificate", folder.resolve("server.pem").toString()));
        CONTEXT.getPropertiesComponent().setInitialProperties(properties);
        CONTEXT.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("mail:listen/support")
                        .process(exchange -> TAKEN.add(exchange.getMessage().getBody(String.class)));
            }
        });
        CONTEXT.start();
        port = CONTEXT.getComponent("mail", MailComponent.class).listener().port();
    }

    @AfterAll
    static void stop() {
        CONTEXT.stop();
    }

    private static void certify() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        KeyPair pair = generator.generateKeyPair();
        X500Name name = new X500Name("CN=mail");
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
        X509CertificateHolder certificate =
                builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()));
        write("trust.pem", certificate);
        write("server.pem", certificate, new JcaPKCS8Generator(pair.getPrivate(), null));
    }

    private static void write(String file, Object... objects) throws IOException {
        try (Writer text = Files.newBufferedWriter(folder.resolve(file));
                JcaPEMWriter pem = new JcaPEMWriter(text)) {
            for (Object object : objects) {
                pem.writeObject(object);
            }
        }
    }

    @Test
    void theListenerOffersEncryptionAndWhoTrustsItsCertificateSends() throws Exception {
        Map<String, String> settings = Map.of(
                "hubbub.mail.smtp.tls",
                "starttls",
                "hubbub.mail.trust",
                folder.resolve("trust.pem").toString());
        try (Sender sender = new Sender(port, "", settings)) {
            assertThat(sender.write("support@hub.example", UUID.randomUUID().toString()))
                    .isNull();
        }
        assertThat(TAKEN).containsExactly("hello");
    }

    @Test
    void whoDoesNotTrustTheCertificateSendsNothing() throws Exception {
        int before = TAKEN.size();
        try (Sender sender = new Sender(port, "", Map.of("hubbub.mail.smtp.tls", "starttls"))) {
            assertThat(sender.write("support@hub.example", UUID.randomUUID().toString()))
                    .isInstanceOf(DeliveryException.Temporary.class);
        }
        assertThat(TAKEN).hasSize(before);
    }
}
