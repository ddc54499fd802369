package dev.hubbub.channel.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.component.Headers;
import dev.hubbub.message.Address;
import dev.hubbub.outbox.DeliveryException;
import jakarta.activation.DataHandler;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.attachment.AttachmentMessage;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes out, as it arrives at a mail server. */
class MailSendTest {
    private static FakeMta mta;
    private static Sender sender;

    @BeforeAll
    static void start() throws Exception {
        mta = new FakeMta();
        sender = new Sender(mta.port(), "desk@example.org,ops@example.org", Map.of("hubbub.mail.plus", "true"));
    }

    @AfterAll
    static void stop() {
        sender.close();
        mta.close();
    }

    @BeforeEach
    void forget() {
        mta.got().clear();
    }

    private static MimeMessage only() throws Exception {
        assertThat(mta.got()).hasSize(1);
        return read(mta.got().get(0).raw());
    }

    private static MimeMessage read(String raw) throws Exception {
        return new MimeMessage(
                Session.getInstance(new Properties()),
                new ByteArrayInputStream(raw.getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Test
    void aMailSaysAllThatTheMessageHas() throws Exception {
        String delivery = UUID.randomUUID().toString();
        Exchange sent = sender.send(
                "Grüße\n.\n..end",
                Map.of(
                        Headers.DELIVERY_ID,
                        delivery,
                        Headers.RECIPIENT,
                        "mailto:ana@b%C3%BCcher.example",
                        Headers.SUBJECT,
                        "Ümläut ☂",
                        Headers.HTML,
                        "<p>Gr&#252;&#223;e</p>",
                        Headers.SENDER,
                        "acct:ben@hub",
                        Headers.SENDER_NAME,
                        "Ben \"B\" Ø",
                        "HubbubInReplyToExternalId",
                        "q1@example.org;ana@example.org"));

        assertThat(sent.getException()).isNull();
        assertThat(sent.getMessage().getHeader(Headers.EXTERNAL_ID)).isEqualTo(delivery + "@hub.example");
        assertThat(mta.got().get(0).from()).isEqualTo("support@hub.example");
        assertThat(mta.got().get(0).to()).containsExactly("ana@xn--bcher-kva.example");
        MimeMessage mail = only();
        assertThat(mail.getMessageID()).isEqualTo("<" + delivery + "@hub.example>");
        assertThat(mail.getSubject()).isEqualTo("Ümläut ☂");
        assertThat(((InternetAddress) mail.getFrom()[0]).getPersonal()).isEqualTo("Ben \"B\" Ø");
        assertThat(mail.getHeader("Reply-To", null)).contains("support+" + delivery + "@hub.example");
        assertThat(mail.getHeader("In-Reply-To", null)).isEqualTo("<q1@example.org>");
        assertThat(mail.getHeader("References", null)).isEqualTo("<q1@example.org>");
        assertThat(mail.getHeader("Auto-Submitted")).isNull();
        MimeMultipart said = (MimeMultipart) mail.getContent();
        assertThat(said.getContentType()).startsWith("multipart/alternative");
        assertThat(said.getBodyPart(0).getContent().toString().replace("\r\n", "\n"))
                .isEqualTo("Grüße\n.\n..end");
        assertThat(said.getBodyPart(1).getContentType()).startsWith("text/html");
        assertThat(said.getBodyPart(1).getContent().toString()).contains("<p>Gr&#252;&#223;e</p>");
    }

    @ParameterizedTest
    @CsvSource({
        "acct:bot@hub, hub/bot, , auto-generated",
        "acct:bot@hub, hub/bot, 0198c0de-0000-7000-8000-000000000000, auto-replied",
        "acct:fortune@hub, job/fortune, , auto-generated",
        "acct:ana@hub, shoutbox/team, , "
    })
    void whereTheHubItselfSpeaksTheMailSaysSo(String who, String channel, String answers, String says)
            throws Exception {
        Exchange sent = sender.send(
                "wisdom",
                Map.of(
                        Headers.RECIPIENT,
                        "mailto:ana@example.org",
                        Headers.SENDER,
                        who,
                        Headers.CHANNEL,
                        channel,
                        Headers.IN_REPLY_TO,
                        answers == null ? "" : answers));

        assertThat(sent.getException()).isNull();
        assertThat(only().getHeader("Auto-Submitted", null)).isEqualTo(says);
    }

    @Test
    void filesGoAlong() throws Exception {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage().setBody("see file");
        ByteArrayDataSource file = new ByteArrayDataSource(new byte[] {0, 1, (byte) 0xff}, "image/png");
        file.setName("bild ü.png");
        exchange.getMessage(AttachmentMessage.class).addAttachment("1", new DataHandler(file));
        Letter letter = Letters.of(exchange.getMessage(), new Mailbox("support@hub.example", ""), "hub.example", false);

        try (Postman postman = Postman.to(server(), "hub.example")) {
            postman.send(letter, new Mailbox("ana@example.org", ""));
        }

        MimeMultipart mixed = (MimeMultipart) only().getContent();
        assertThat(mixed.getContentType()).startsWith("multipart/mixed");
        assertThat(mixed.getBodyPart(0).getContent()).isEqualTo("see file");
        assertThat(mixed.getBodyPart(1).getFileName()).isEqualTo("bild ü.png");
        assertThat(mixed.getBodyPart(1).getContentType()).startsWith("image/png");
        assertThat(mixed.getBodyPart(1).getInputStream().readAllBytes()).containsExactly(0, 1, 0xff);
    }

    private static MailServer server() {
        Map<String, String> settings =
                Map.of("smtp.host", "127.0.0.1", "smtp.port", Integer.toString(mta.port()), "smtp.tls", "off");
        return MailServer.of("smtp", name -> Optional.ofNullable(settings.get(name)));
    }

    @ParameterizedTest
    @CsvSource({
        "ben@example.org, 450, true",
        "ben@example.org, 550, false",
        "ben@example.org, 452, true",
        "FROM, 451, true",
        "FROM, 553, false",
        "FROM, 530, true",
        "DATA, 451, true",
        "DATA, 554, false"
    })
    void refusalsAreForNowOrForGoodAsTheirCodeSays(String what, int code, boolean temporary) {
        mta.refuse(what, code, "because 1.2.3");
        try {
            Exception failure =
                    sender.write("ben@example.org", UUID.randomUUID().toString());

            assertThat(failure)
                    .isInstanceOf(temporary ? DeliveryException.Temporary.class : DeliveryException.Permanent.class)
                    .hasMessageContaining(code + " because 1.2.3");
            assertThat(mta.got()).isEmpty();
        } finally {
            mta.accept(what);
        }
        assertThat(sender.write("ben@example.org", UUID.randomUUID().toString()))
                .isNull();
    }

    @Test
    void aServerThatIsAwayIsTriedAgain() throws Exception {
        FakeMta gone = new FakeMta();
        gone.close();
        try (Sender other = new Sender(gone.port(), "", Map.of())) {
            assertThat(other.write("ana@example.org", UUID.randomUUID().toString()))
                    .isInstanceOf(DeliveryException.Temporary.class);
        }
    }

    @Test
    void aServerThatOffersNoEncryptionGetsNothing() throws Exception {
        try (Sender other = new Sender(mta.port(), "", Map.of("hubbub.mail.smtp.tls", "starttls"))) {
            assertThat(other.write("ana@example.org", UUID.randomUUID().toString()))
                    .isInstanceOf(DeliveryException.Temporary.class);
        }
        assertThat(mta.got()).isEmpty();
    }

    @Test
    void whoHasItAlreadyDoesNotGetItAgainWhenOthersAreTriedAgain() {
        String delivery = UUID.randomUUID().toString();
        mta.refuse("ops@example.org", 450, "later");
        try {
            assertThat(sender.send("hello", Map.of(Headers.DELIVERY_ID, delivery))
                            .getException())
                    .isInstanceOf(DeliveryException.Temporary.class);
        } finally {
            mta.accept("ops@example.org");
        }
        assertThat(sender.send("hello", Map.of(Headers.DELIVERY_ID, delivery)).getException())
                .isNull();
        assertThat(mta.got())
                .extracting(FakeMta.Got::to)
                .containsExactly(List.of("desk@example.org"), List.of("ops@example.org"));
        assertThat(mta.got()).allMatch(got -> got.raw().contains(delivery + "@hub.example"));
    }

    @ParameterizedTest
    @CsvSource({
        "xmpp:ana@example.org",
        "mailto:ana",
        "mailto:@example.org",
        "mailto:ana@exa mple.org",
        "mailto:a%0D%0Ab@example.org",
        "mailto:ana@example.org%2Cben@example.org",
        "mailto:%22a b%22@example.org",
        "mailto:ana@[127.0.0.1]",
        "mailto:j%C3%B6rg@example.org"
    })
    void addressesThatCannotBeWrittenToAreRefusedForGood(String recipient) {
        assertThat(sender.send("x", Map.of(Headers.RECIPIENT, recipient)).getException())
                .isInstanceOf(DeliveryException.Permanent.class);
        assertThat(mta.got()).isEmpty();
    }

    @Test
    void nobodyToWriteToIsSaidSo() throws Exception {
        try (Sender other = new Sender(mta.port(), "", Map.of())) {
            assertThat(other.send("x", Map.of(Headers.SENDER, Address.BOT.uri()))
                            .getException())
                    .isInstanceOf(DeliveryException.Permanent.class)
                    .hasMessageContaining("hubbub.mail.to");
        }
    }
}
