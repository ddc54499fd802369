package dev.hubbub.channel.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.outbox.DeliveryException;
import dev.hubbub.peers.OwnCertificate;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
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

    private static String trust;
    private static int port;

    @BeforeAll
    static void start() throws Exception {
        OwnCertificate certificate = OwnCertificate.in(folder);
        trust = certificate.trust().toString();
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "hubbub.mail.domain", "hub.example",
                "hubbub.mail.listen.port", "0",
                "hubbub.mail.listen.certificate", certificate.server().toString()));
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

    @Test
    void theListenerOffersEncryptionAndWhoTrustsItsCertificateSends() throws Exception {
        Map<String, String> settings = Map.of("hubbub.mail.smtp.tls", "starttls", "hubbub.mail.trust", trust);
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
