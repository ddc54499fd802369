package dev.hubbub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hubbub.config.Key;
import dev.hubbub.config.Settings;
import dev.hubbub.peers.Dovecot;
import dev.hubbub.peers.Exim;
import dev.hubbub.peers.FreePort;
import dev.hubbub.peers.NeedsProgram;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The hub as it is shipped, beside Exim and Dovecot: it sends by Exim, takes what Exim hands on for {@code support@}, and reads
 * the box {@code desk@} by IMAP. What is shouted goes to Ana, and she answers.
 */
@NeedsProgram(
        value = {"exim4", "dovecot"},
        from = "exim4-daemon-light dovecot-imapd dovecot-lmtpd")
class EmailTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int EACH = Scale.of(12, 300);
    private static final String ANA = "ana@example.org";
    private static final String SUPPORT = "support@hub.example";
    private static final String DESK = "desk@hub.example";

    private static final String RULES = """
            rules:
              - { name: shouts, when: { channel: shoutbox/ops }, then: [ { send: email/support }, { send: shoutbox/team } ] }
              - { name: nobody, when: { channel: shoutbox/team, text: nobody }, then: [ { send: email/support, to: "mailto:nobody@example.org" } ] }
              - { name: ghost, when: { channel: shoutbox/team, text: ghost }, then: [ { send: email/support, to: "mailto:ghost@example.org" } ] }
            """;

    @TempDir
    static Path home = Path.of(".");

    @TempDir
    static Path servers = Path.of(".");

    private static Dovecot dovecot;
    private static Exim exim;
    private static TestHub hub;
    private static Caller caller;
    private static Log log;

    @BeforeAll
    static void start() throws Exception {
        dovecot = Dovecot.start(Files.createDirectories(servers.resolve("dovecot")), "ana", "desk");
        int port = FreePort.take();
        exim = Exim.start(servers.resolve("exim"), dovecot, port);
        Path rules = Files.createDirectories(home.resolve("config/rules"));
        Files.writeString(rules.resolve("mail.yaml"), RULES);
        hub = TestHub.start(home, settings -> configure(settings, port));
        caller = new Caller(hub::url, home.resolve("data")).logIn();
        log = new Log(caller);
    }

    private static Settings configure(Settings settings, int port) {
        return settings.with(Key.MAIL_DOMAIN, "hub.example")
                .with(Key.MAIL_FROM, "Support <" + SUPPORT + ">")
                .with(Key.MAIL_TO, ANA)
                .with(Key.MAIL_SMTP_HOST, "127.0.0.1")
                .with(Key.MAIL_SMTP_PORT, Integer.toString(exim.port()))
                .with(Key.MAIL_SMTP_TLS, "off")
                .with(Key.MAIL_LISTEN_PORT, Integer.toString(port))
                .with(Key.MAIL_IMAP_HOST, "127.0.0.1")
                .with(Key.MAIL_IMAP_PORT, Integer.toString(dovecot.imapPort()))
                .with(Key.MAIL_IMAP_TLS, "off")
                .with(Key.MAIL_IMAP_USER, "desk")
                .with(Key.MAIL_IMAP_PASSWORD, Dovecot.PASSWORD)
                .with(Key.SANDBOX, "off");
    }

    @AfterAll
    static void stop() {
        hub.close();
        exim.close();
        dovecot.close();
    }

    @Test
    void aChannelThatIsNotConfiguredIsOffAndNotDown() throws Exception {
        JsonNode sms = caller.get("/api/v1/channels/sms/main").body();
        assertThat(sms.path("state").asText()).isEqualTo("off");
        assertThat(sms.path("reason").asText()).contains("not configured", "sms.camel.yaml");
        assertThat(caller.post("/api/v1/channels/sms/main/test", "{}").status()).isEqualTo(409);
    }

    @Test
    void aConversationGoesOutAndComesBackOnce() throws Exception {
        shout("shoutbox/ops", "the printer is on fire");
        await().atMost(PATIENCE).until(() -> inAnasBox("the printer is on fire").size() == 1);
        MimeMessage out = inAnasBox("the printer is on fire").get(0);
        JsonNode delivery = await().atMost(PATIENCE)
                .until(() -> delivery(out, "sent"), Optional::isPresent)
                .orElseThrow();
        assertThat(out.getMessageID()).isEqualTo("<" + delivery.path("id").asText() + "@hub.example>");

        String answer = "From: Ana <ana@example.org>\r\nMessage-ID: <a1@example.org>\r\nIn-Reply-To: "
                + out.getMessageID() + "\r\nSubject: Re: fire\r\n\r\nuse water\r\n";
        post(SUPPORT, answer);
        post(SUPPORT, answer);
        post(SUPPORT, answer.replace("a1@", "a2@").replace("use water", "and leave"));
        await().atMost(PATIENCE).until(() -> log.arrivedOn("email/support").contains("and leave"));
        assertThat(log.arrivedOn("email/support")).containsOnlyOnce("use water");
        JsonNode said = log.feed("email/support").stream()
                .filter(message -> message.path("text").asText().equals("use water"))
                .findFirst()
                .orElseThrow();
        assertThat(said.path("sender").asText()).isEqualTo("mailto:ana@example.org");
        assertThat(said.path("senderName").asText()).isEqualTo("Ana");
        assertThat(said.path("inReplyTo").asText()).isEqualTo(messageOf(delivery));
    }

    @Test
    void whoIsUnknownAtOnceMakesADeliveryDeadAndALaterBounceIsItsReceipt() throws Exception {
        int before = log.arrivedOn("email/support").size();
        shout("shoutbox/team", "is nobody there?");
        shout("shoutbox/team", "is a ghost there?");
        await().atMost(PATIENCE).until(() -> !log.deliveries("dead").isEmpty());
        String trace = caller.get(
                        "/api/v1/messages/" + messageOf(log.deliveries("dead").get(0)) + "/trace")
                .body()
                .toString();
        assertThat(trace).contains("550 unknown user");
        await().atMost(PATIENCE).until(() -> !log.deliveries("bounced").isEmpty());
        assertThat(textOf(log.deliveries("bounced").get(0))).isEqualTo("is a ghost there?");
        assertThat(log.arrivedOn("email/support")).as("a bounce is no message").hasSize(before);
    }

    @Test
    void nothingIsLostAndNothingTwiceWhenMailServersAndHubRestart() throws Exception {
        AtomicInteger posted = new AtomicInteger();
        CompletableFuture<Void> restarts = background(() -> restartAll(posted));
        List<String> out = new ArrayList<>();
        List<String> in = new ArrayList<>();
        for (int n = 0; n < EACH; n++) {
            out.add("out " + n);
            in.add("handed on " + n);
            in.add("kept " + n);
        }
        CompletableFuture<Void> shouts = background(() -> {
            for (String text : out) {
                insist(() -> shout("shoutbox/ops", text));
            }
        });
        for (String text : in) {
            insist(() -> post(text.startsWith("kept") ? DESK : SUPPORT, mail(text)));
            posted.incrementAndGet();
        }
        restarts.join();
        shouts.join();
        await().atMost(PATIENCE).until(() -> log.arrivedOn("email/support").containsAll(in));
        await().atMost(PATIENCE).until(() -> inAnasBox("out ").size() >= EACH);
        assertThat(log.arrivedOn("email/support").stream()
                        .filter(text -> text.startsWith("handed on ") || text.startsWith("kept ")))
                .containsExactlyInAnyOrderElementsOf(in);
        assertThat(inAnasBox("out ").stream().map(EmailTest::text)).containsExactlyInAnyOrderElementsOf(out);
        assertThat(dovecot.box("desk")).as("a box that is read keeps its mail").hasSizeGreaterThanOrEqualTo(EACH);
        await().atMost(PATIENCE)
                .until(() -> dovecot.seen("desk") == dovecot.box("desk").size());
    }

    /** Each of them at some point of the traffic. */
    private static void restartAll(AtomicInteger posted) throws Exception {
        await().atMost(PATIENCE).until(() -> posted.get() > EACH / 4);
        exim.stop();
        exim.startAgain();
        await().atMost(PATIENCE).until(() -> posted.get() > EACH / 2);
        dovecot.restart();
        await().atMost(PATIENCE).until(() -> posted.get() > EACH);
        hub.restart();
        caller.logIn();
        exim.stop();
        exim.startAgain();
    }

    private static CompletableFuture<Void> background(Attempt work) {
        return CompletableFuture.runAsync(() -> {
            try {
                work.run();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void aMailServerThatIsAwayHoldsNothingElseUpAndGetsAllWhenItIsBack() throws Exception {
        exim.stop();
        List<String> texts = new ArrayList<>();
        for (int n = 0; n < 10; n++) {
            shout("shoutbox/ops", "meanwhile " + n);
            texts.add("meanwhile " + n);
        }
        await().atMost(PATIENCE)
                .until(() -> log.feed("shoutbox/team").stream()
                        .map(message -> message.path("text").asText())
                        .toList()
                        .containsAll(texts));
        assertThat(log.all("/api/v1/deliveries?limit=200&state=pending&channel=email/support"))
                .hasSize(10);
        exim.startAgain();
        await().atMost(PATIENCE).until(() -> inAnasBox("meanwhile ").size() == 10);
        assertThat(inAnasBox("meanwhile ").stream().map(EmailTest::text)).containsExactlyInAnyOrderElementsOf(texts);
    }

    private interface Attempt {
        void run() throws Exception;
    }

    /** As people and their mail programs do it: tries until it works. */
    private static void insist(Attempt attempt) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> {
            try {
                attempt.run();
                return true;
            } catch (IOException | MessagingException e) {
                return false;
            }
        });
    }

    private static void shout(String channel, String text) throws Exception {
        int status = caller.say(channel, text, text.replaceAll("\\W", "-")).status();
        if (status >= 300) {
            throw new IOException("the hub answers " + status);
        }
    }

    private static List<MimeMessage> inAnasBox(String beginning) throws Exception {
        return dovecot.box("ana").stream()
                .filter(mail -> text(mail).startsWith(beginning))
                .toList();
    }

    private static String text(MimeMessage mail) {
        try {
            return mail.getContent().toString().strip();
        } catch (IOException | MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Optional<JsonNode> delivery(MimeMessage mail, String state) throws Exception {
        String id = mail.getMessageID().replaceAll("[<>]", "");
        return log.deliveries(state).stream()
                .filter(delivery -> delivery.path("externalId").asText().equals(id))
                .findFirst();
    }

    private static String messageOf(JsonNode delivery) {
        return delivery.path("message").asText();
    }

    private static String textOf(JsonNode delivery) throws Exception {
        return caller.get("/api/v1/messages/" + messageOf(delivery))
                .body()
                .path("text")
                .asText();
    }

    private static String mail(String text) {
        return "From: Ana <ana@example.org>\r\nMessage-ID: <" + text.replace(" ", "-") + "@example.org>\r\n\r\n" + text
                + "\r\n";
    }

    /** Somebody's mail program hands a mail to Exim. */
    private static void post(String to, String raw) throws MessagingException {
        Session session = Session.getInstance(new Properties());
        Message mail = new MimeMessage(session, new ByteArrayInputStream(raw.getBytes(StandardCharsets.ISO_8859_1)));
        try (Transport transport = session.getTransport("smtp")) {
            transport.connect("127.0.0.1", exim.port(), null, null);
            transport.sendMessage(mail, new InternetAddress[] {new InternetAddress(to)});
        }
    }
}
