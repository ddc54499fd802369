package dev.hubbub.channel.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hubbub.channel.PemIdentity;
import dev.hubbub.config.Key;
import dev.hubbub.config.Settings;
import dev.hubbub.config.SettingsException;
import dev.hubbub.outbox.DeliveryException;
import dev.hubbub.peers.OwnCertificate;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIP over TLS with a server whose certificate names 127.0.0.1, both ways. */
class SipTlsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String ME = "127.0.0.1";
    private static final String OTHER = "127.0.0.2";

    @TempDir
    static Path folder = Path.of(".");

    private static OwnCertificate certificate;

    private final List<SipPeer.Text> sent = new CopyOnWriteArrayList<>();
    private final List<String> came = new CopyOnWriteArrayList<>();
    private int hub;
    private @Nullable SipPeer server;
    private @Nullable DefaultCamelContext camel;

    @BeforeAll
    static void certify() throws Exception {
        certificate = OwnCertificate.in(folder);
    }

    @AfterEach
    void stop() {
        if (camel != null) {
            camel.stop();
        }
        if (server != null) {
            server.close();
        }
    }

    private SipPeer serve(String host) throws Exception {
        SipTls tls = new SipTls(PemIdentity.context(certificate.server(), certificate.trust()), ME);
        SipPeer started = SipPeer.encrypted(host, tls, "hubbub", "secret", sent::add);
        server = started;
        return started;
    }

    private Settings settings(String host, SipPeer peer) throws Exception {
        hub = Ports.free(ME);
        return Settings.defaults()
                .with(Key.SIP_SERVER, host + ":" + peer.port())
                .with(Key.SIP_TRANSPORT, "tls")
                .with(Key.SIP_CERTIFICATE, certificate.server().toString())
                .with(Key.SIP_TRUST, certificate.trust().toString())
                .with(Key.SIP_ADDRESS, "sip:hubbub@" + host)
                .with(Key.SIP_PORT, Integer.toString(hub))
                .with(Key.SIP_USER, "hubbub")
                .with(Key.SIP_PASSWORD, "secret");
    }

    private void open(Settings settings) throws Exception {
        DefaultCamelContext opened = new DefaultCamelContext();
        opened.addComponent("sip", new SipComponent(Sip.of(settings, Clock.systemUTC())));
        opened.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("sip:messages")
                        .process(exchange -> came.add(exchange.getMessage().getBody(String.class)));
                from("direct:out").to("sip:message");
            }
        });
        camel = opened;
        opened.start();
    }

    /** @return what went wrong, if anything did */
    private @Nullable Exception send(String to, String text) {
        if (camel == null) {
            throw new IllegalStateException("nothing runs");
        }
        Exchange done = camel.createProducerTemplate().request("direct:out", exchange -> {
            exchange.getMessage().setBody(text);
            exchange.getMessage().setHeader("HubbubDeliveryId", "d-" + text.hashCode());
            exchange.getMessage().setHeader("HubbubRecipient", to);
        });
        return done.getException();
    }

    @Test
    void whatIsSaidGoesEncryptedBothWaysAndInNoOther() throws Exception {
        SipPeer peer = serve(ME);
        open(settings(ME, peer).with(Key.SIP_REGISTER, "1m"));

        assertThat(send("sip:ana@127.0.0.1", "hello Ana")).isNull();
        assertThat(send("sips:ben@127.0.0.1", "x".repeat(5000))).isNull();
        assertThat(sent).extracting(SipPeer.Text::text).containsExactly("hello Ana", "x".repeat(5000));

        assertThat(peer.say("sip:ana@127.0.0.1", "hello hub")).isEmpty();
        await().atMost(PATIENCE).until(() -> came.equals(List.of("hello hub")));
        try (DatagramSocket udp = new DatagramSocket(hub, InetAddress.getLoopbackAddress())) {
            assertThat(udp.isBound()).as("whether UDP is left alone").isTrue();
        }
    }

    @Test
    void aServerThatIsNotBelievedIsToldNothing() throws Exception {
        SipPeer peer = serve(ME);
        open(settings(ME, peer).with(Key.SIP_TRUST, ""));

        assertThat(send("sip:ana@127.0.0.1", "hello")).isInstanceOf(DeliveryException.Temporary.class);
        assertThat(sent).isEmpty();
    }

    @Test
    void aServerWhoseCertificateNamesAnotherIsToldNothing() throws Exception {
        SipPeer peer = serve(OTHER);
        open(settings(OTHER, peer));

        assertThat(send("sip:ana@127.0.0.2", "hello")).isInstanceOf(DeliveryException.Temporary.class);
        assertThat(sent).isEmpty();
    }

    @Test
    void whoIsReachedByTlsOnlyGetsNothingByAnotherWay() throws Exception {
        SipPeer peer = serve(ME);
        Settings plain = settings(ME, peer).with(Key.SIP_TRANSPORT, "udp");
        open(plain);

        assertThat(send("sips:ana@127.0.0.1", "hello"))
                .isInstanceOf(DeliveryException.Permanent.class)
                .hasMessageContaining("tls only");
        assertThatThrownBy(() -> SipSettings.of(plain.with(Key.SIP_RECIPIENTS, "sips:ana@127.0.0.1")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("hubbub.sip.recipients");
    }

    @Test
    void tlsNeedsACertificate() {
        Settings settings =
                Settings.defaults().with(Key.SIP_SERVER, "sip.example.org").with(Key.SIP_TRANSPORT, "tls");

        assertThatThrownBy(() -> SipSettings.of(settings))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("hubbub.sip.certificate is needed");
    }
}
