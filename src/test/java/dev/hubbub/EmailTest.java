package dev.hubbub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hubbub.config.Key;
import dev.hubbub.sandbox.MailSandbox;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hub as it is shipped, and a mail server beside it: what is shouted goes to Ana, and she answers. */
class EmailTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    static Path home = Path.of(".");

    private static MailSandbox server;
    private static TestHub hub;
    private static Caller caller;
    private static Log log;

    @BeforeAll
    static void start() throws Exception {
        server = MailSandbox.start(0, 0);
        Path rules = Files.createDirectories(home.resolve("config/rules"));
        Files.writeString(rules.resolve("mail.yaml"), """
                rules:
                  - name: shouts go out by mail
                    when: { channel: shoutbox/ops }
                    then: [ { send: email/support } ]
                """);
        hub = TestHub.start(
                home,
                settings ->
                        server.applyTo(settings).with(Key.MAIL_LISTEN_PORT, "0").with(Key.SANDBOX, "off"));
        caller = new Caller(hub::url, home.resolve("data")).logIn();
        log = new Log(caller);
    }

    @AfterAll
    static void stop() {
        hub.close();
        server.close();
    }

    @Test
    void aConversationGoesOutAndComesBackOnceAndABounceIsAReceipt() throws Exception {
        caller.say("shoutbox/ops", "the printer is on fire");
        MimeMessage out = arrived("the printer is on fire");
        JsonNode delivery = delivery(out);
        assertThat(delivery.path("state").asText()).isEqualTo("sent");
        assertThat(out.getMessageID()).isEqualTo("<" + delivery.path("id").asText() + "@localhost>");

        String answer =
                "From: Ana <ana@localhost>\r\nTo: support@localhost\r\nMessage-ID: <a1@localhost>\r\nIn-Reply-To: "
                        + out.getMessageID() + "\r\nSubject: Re: fire\r\n\r\nuse water\r\n";
        post(server.smtpPort(), answer);
        post(server.smtpPort(), answer);
        post(server.smtpPort(), answer.replace("a1@", "a2@").replace("use water", "and leave"));
        await().atMost(PATIENCE).until(() -> log.arrivedOn("email/support").contains("and leave"));
        assertThat(log.arrivedOn("email/support")).containsOnlyOnce("use water");
        JsonNode said = log.feed("email/support").stream()
                .filter(message -> message.path("text").asText().equals("use water"))
                .findFirst()
                .orElseThrow();
        assertThat(said.path("sender").asText()).isEqualTo("mailto:ana@localhost");
        assertThat(said.path("senderName").asText()).isEqualTo("Ana");

        int before = log.arrivedOn("email/support").size();
        post(hub.hub().star.mail.port(), """
                From: MAILER-DAEMON@localhost
                Content-Type: multipart/report; report-type=delivery-status; boundary=b

                --b
                Content-Type: message/delivery-status

                Reporting-MTA: dns; localhost

                Final-Recipient: rfc822; ana@localhost
                Action: failed
                --b
                Content-Type: text/rfc822-headers

                Message-ID: %s
                --b--
                """.formatted(out.getMessageID()).replace("\n", "\r\n"));
        assertThat(delivery(out).path("state").asText()).isEqualTo("bounced");
        assertThat(log.arrivedOn("email/support")).hasSize(before);
    }

    @Test
    void mailThatCameWhileTheHubWasDownComesOnce() throws Exception {
        hub.hub().close();
        for (int n = 0; n < 3; n++) {
            post(
                    server.smtpPort(),
                    "From: ben@localhost\r\nMessage-ID: <late" + n + "@localhost>\r\n\r\nlate " + n + "\r\n");
        }
        hub.restart();
        caller.logIn();
        await().atMost(PATIENCE).until(() -> log.arrivedOn("email/support").contains("late 2"));
        post(hub.hub().star.mail.port(), "From: ben@localhost\r\nMessage-ID: <last@localhost>\r\n\r\nlast\r\n");
        await().atMost(PATIENCE).until(() -> log.arrivedOn("email/support").contains("last"));
        assertThat(log.arrivedOn("email/support"))
                .filteredOn(text -> text.startsWith("la"))
                .containsExactlyInAnyOrder("last", "late 0", "late 1", "late 2");
    }

    private static MimeMessage arrived(String text) throws Exception {
        await().atMost(PATIENCE).until(() -> find(text).size() == 1);
        return find(text).get(0);
    }

    private static List<MimeMessage> find(String text) throws Exception {
        return server.received().stream().filter(mail -> holds(mail, text)).toList();
    }

    private static boolean holds(MimeMessage mail, String text) {
        try {
            return mail.getContent().toString().contains(text);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode delivery(MimeMessage mail) throws Exception {
        String id = mail.getMessageID().replaceAll("[<>]", "");
        for (String state : Arrays.asList("sent", "bounced")) {
            for (JsonNode delivery : log.deliveries(state)) {
                if (delivery.path("externalId").asText().equals(id)) {
                    return delivery;
                }
            }
        }
        throw new AssertionError("no delivery has the id " + id);
    }

    private static void post(int port, String raw) throws Exception {
        Session session = Session.getInstance(new Properties());
        Message mail = new MimeMessage(session, new ByteArrayInputStream(raw.getBytes(StandardCharsets.ISO_8859_1)));
        try (Transport transport = session.getTransport("smtp")) {
            transport.connect("127.0.0.1", port, null, null);
            transport.sendMessage(mail, new InternetAddress[] {new InternetAddress("support@localhost")});
        }
    }
}
