package dev.hubbub.channel.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.config.Key;
import dev.hubbub.config.Settings;
import dev.hubbub.intake.IntakeException;
import dev.hubbub.outbox.DeliveryException;
import dev.hubbub.peers.NeedsProgram;
import dev.hubbub.peers.Sipp;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The component {@code sip:} against sipp, both ways. */
@NeedsProgram("sipp")
class SipTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String ME = "127.0.0.1";

    private final List<Map<String, Object>> came = new CopyOnWriteArrayList<>();
    private final Map<String, Object> notes = new ConcurrentHashMap<>();

    @TempDir
    private Path folder;

    private int peer;
    private int hub;
    private volatile @Nullable Sipp sipp;
    private @Nullable DefaultCamelContext camel;

    /** What the route does with what comes, once it has been noted. */
    private volatile Taking taking = exchange -> {};

    private interface Taking {
        void take(Exchange exchange) throws Exception;
    }

    @BeforeEach
    void ports() throws Exception {
        peer = Ports.free(ME);
        hub = Ports.free(ME);
    }

    @AfterEach
    void stop() {
        if (camel != null) {
            camel.stop();
        }
    }

    private Settings settings() {
        return Settings.defaults()
                .with(Key.SIP_SERVER, ME + ":" + peer)
                .with(Key.SIP_ADDRESS, "sip:hubbub@example.org")
                .with(Key.SIP_PORT, Integer.toString(hub))
                .with(Key.SIP_USER, "hub")
                .with(Key.SIP_PASSWORD, "secret");
    }

    private void open(Settings settings) throws Exception {
        DefaultCamelContext opened = new DefaultCamelContext();
        opened.addComponent("sip", new SipComponent(Sip.of(settings, Clock.systemUTC())));
        opened.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("sip:messages").process(SipTest.this::note);
                from("direct:out").to("sip:message");
            }
        });
        camel = opened;
        opened.start();
    }

    private void note(Exchange exchange) throws Exception {
        Map<String, Object> all = new HashMap<>(exchange.getMessage().getHeaders());
        all.put("text", exchange.getMessage().getBody(String.class));
        came.add(all);
        taking.take(exchange);
    }

    private Exchange send(String to, String text, Map<String, Object> headers) {
        if (camel == null) {
            throw new IllegalStateException("nothing runs");
        }
        return camel.createProducerTemplate().request("direct:out", exchange -> {
            exchange.getMessage().setBody(text);
            exchange.getMessage().setHeader("HubbubDeliveryId", "d-" + notes.size() + text.hashCode());
            exchange.getMessage().setHeader("HubbubRecipient", to);
            headers.forEach(exchange.getMessage()::setHeader);
        });
    }

    private Sipp sipp(String scenario, String... options) throws Exception {
        Sipp started = Sipp.start(folder, scenario, peer, options);
        sipp = started;
        return started;
    }

    private boolean says(String scenario, int times, String... options) throws Exception {
        String[] all = new String[options.length + 3];
        System.arraycopy(options, 0, all, 0, options.length);
        all[options.length] = ME + ":" + hub;
        all[options.length + 1] = "-m";
        all[options.length + 2] = Integer.toString(times);
        try (Sipp peers = sipp(scenario, all)) {
            boolean well = peers.succeeds();
            notes.put("received", peers.received());
            return well;
        }
    }

    @Test
    void whatIsSaidComesWithSenderSubjectAndTextAndNothingThatSteers() throws Exception {
        open(settings());

        assertThat(says("says", 40, "-r", "200")).isTrue();
        assertThat(says("says", 5, "-t", "t1")).isTrue();

        assertThat(came)
                .hasSize(45)
                .allSatisfy(one -> assertThat(one)
                        .containsEntry("HubbubSender", "sip:ana@example.org")
                        .containsEntry("HubbubReplyTo", "sip:ana@example.org")
                        .containsEntry("HubbubSenderName", "Ana Grün")
                        .containsEntry("HubbubSubject", "printer")
                        .containsEntry("HubbubSentAt", "2020-11-26T09:00:00Z")
                        .containsEntry("HubbubInReplyToExternalId", List.of("earlier@example.org"))
                        .containsOnlyKeys(
                                "text",
                                "HubbubSender",
                                "HubbubReplyTo",
                                "HubbubSenderName",
                                "HubbubSubject",
                                "HubbubSentAt",
                                "HubbubInReplyToExternalId",
                                "HubbubExternalId",
                                "HubbubAlias"));
        assertThat(came).extracting(one -> one.get("HubbubExternalId")).doesNotHaveDuplicates();
        assertThat(came).extracting(one -> one.get("text")).contains("Grüße 🚀 1", "Grüße 🚀 40");
    }

    @Test
    void aRequestThatIsRepeatedOnTheWireComesOnceAndOneThatIsMadeAnewHasTheSameId() throws Exception {
        taking = exchange -> {
            Sipp running = sipp;
            if (came.size() == 1 && running != null) {
                await().atMost(PATIENCE).until(() -> running.sent() > 2);
            }
        };
        open(settings());

        assertThat(says("says-again", 1)).isTrue();

        assertThat(came).hasSize(2);
        assertThat(came.get(0).get("HubbubExternalId")).isEqualTo(came.get(1).get("HubbubExternalId"));
    }

    @Test
    void whatTheHubCannotTakeNowIsPutOffAndTakenLater() throws Exception {
        taking = exchange -> {
            if (came.size() == 1) {
                throw new IntakeException.Overloaded();
            }
        };
        open(settings());

        assertThat(says("is-put-off", 1)).isTrue();
        assertThat(came).hasSize(2);
    }

    @Test
    void whoeverIsNotTrustedLogsInOrIsHeardByNobody() throws Exception {
        open(settings()
                .with(Key.SIP_TRUSTED, "192.0.2.1")
                .with(Key.SIP_IN_DIGEST, "MD5")
                .with(Key.SIP_IN_USER, "visitor")
                .with(Key.SIP_IN_PASSWORD, "secret"));

        assertThat(says("guesses", 1)).isTrue();
        assertThat(came).isEmpty();
        assertThat(says("logs-in", 3)).isTrue();
        assertThat(came).hasSize(3);
    }

    @Test
    void aShortTextGoesByUdpAndALongOneByTcp() throws Exception {
        open(settings());
        String text = "Grüße 🚀\r\nvia: SIP/2.0 <evil>";
        String longText = "länger ".repeat(400).strip();
        Exchange first;
        try (Sipp udp = sipp("takes", "-t", "u1");
                Sipp tcp = sipp("takes", "-t", "t1")) {
            first = send(
                    "sip:ana@example.org",
                    text,
                    Map.of("HubbubSubject", "a\r\nX-Evil: yes", "HubbubInReplyToExternalId", "q@example.org"));
            await().atMost(PATIENCE)
                    .until(() -> send("sip:ben@example.org", longText, Map.of()).getException() == null);

            assertThat(first.getException()).isNull();
            assertThat(udp.received()).hasSize(1);
            String request = udp.received().get(0);
            assertThat(request)
                    .startsWith("MESSAGE sip:ana@example.org SIP/2.0")
                    .contains("Call-ID: " + first.getMessage().getHeader("HubbubExternalId"))
                    .contains("CSeq: 1 MESSAGE")
                    .contains("From: <sip:hubbub@example.org>;tag=")
                    .contains("Subject: a X-Evil: yes")
                    .contains("In-Reply-To: q@example.org")
                    .doesNotContain("\nX-Evil", "Contact:")
                    .endsWith("Grüße 🚀\r\nvia: SIP/2.0 <evil>");
            assertThat(tcp.received().get(0))
                    .startsWith("MESSAGE sip:ben@example.org")
                    .contains(longText);
        }
    }

    @Test
    void whatIsAnsweredSaysWhetherTryingAgainHelps() throws Exception {
        open(settings());

        assertThat(failure("202")).isNull();
        assertThat(failure("486"))
                .hasMessage("SIP says 486 Told so")
                .isInstanceOfSatisfying(
                        DeliveryException.Temporary.class,
                        later -> assertThat(later.after()).isEqualTo(Duration.ofSeconds(7)));
        assertThat(failure("503")).isInstanceOf(DeliveryException.Temporary.class);
        assertThat(failure("404")).isInstanceOf(DeliveryException.Permanent.class);
        assertThat(failure("603")).isInstanceOf(DeliveryException.Permanent.class);
    }

    private @Nullable Throwable failure(String status) throws Exception {
        try (Sipp peers = sipp("answers:" + status)) {
            Throwable failure =
                    send("sip:ana@example.org", "status " + status, Map.of()).getException();
            assertThat(peers.received()).hasSize(1);
            return failure;
        }
    }

    @Test
    void whereTheServerAsksTheHubShowsWhoItIs() throws Exception {
        open(settings());
        try (Sipp peers = sipp("challenges-message")) {
            assertThat(send("sip:ana@example.org", "it is me", Map.of()).getException())
                    .isNull();
            assertThat(peers.received())
                    .hasSize(2)
                    .allSatisfy(one -> assertThat(one).doesNotContain("secret").contains("Call-ID: d-"));
        }
    }

    @Test
    void aWrongPasswordCanBeMendedAndIsNotTheEnd() throws Exception {
        open(settings().with(Key.SIP_PASSWORD, "wrong"));
        try (Sipp peers = sipp("challenges-message")) {
            assertThat(send("sip:ana@example.org", "it is not me", Map.of()).getException())
                    .isInstanceOf(DeliveryException.Temporary.class);
            assertThat(peers.received()).hasSize(2);
        }
    }

    @Test
    void theHubRegistersAndSaysGoodbye() throws Exception {
        try (Sipp peers = sipp("challenges-register")) {
            open(settings().with(Key.SIP_REGISTER, "10m"));
            await().atMost(PATIENCE).until(() -> peers.received().size() == 2);
            assertThat(peers.received().get(1))
                    .startsWith("REGISTER sip:example.org SIP/2.0")
                    .contains("Contact: <sip:hubbub@127.0.0.1:" + hub + ">", "Expires: 600", "Authorization: Digest ");
            stop();
            camel = null;
            await().atMost(PATIENCE).until(() -> peers.received().size() == 4);
            assertThat(peers.received().get(3)).contains("Expires: 0");
        }
    }

    @Test
    void aServerThatIsAwayIsFoundAgainWithinTheSameAttempt() throws Exception {
        open(settings());
        CompletableFuture<Exchange> sending;
        try (DatagramSocket dies = new DatagramSocket(peer, InetAddress.getLoopbackAddress())) {
            sending = CompletableFuture.supplyAsync(() -> send("sip:ana@example.org", "is anybody there", Map.of()));
            dies.receive(new DatagramPacket(new byte[2000], 2000));
        }
        try (Sipp peers = sipp("takes")) {
            assertThat(sending.get(20, TimeUnit.SECONDS).getException()).isNull();
            assertThat(peers.received()).hasSize(1);
        }
    }

    @Test
    void nobodyThereByTcpIsKnownAtOnce() throws Exception {
        open(settings().with(Key.SIP_TRANSPORT, "tcp"));
        assertThat(send("sip:ana@example.org", "hello", Map.of()).getException())
                .isInstanceOf(DeliveryException.Temporary.class);
    }
}
