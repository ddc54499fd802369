package dev.hubbub.channel.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.component.Headers;
import dev.hubbub.intake.IntakeException;
import dev.hubbub.intake.LogUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The hub's own SMTP server, spoken to by hand. */
class MailListenerTest {
    private static final String MAIL = "From: ana@example.org\r\nMessage-ID: <m@example.org>\r\n\r\nhello";

    private static final DefaultCamelContext CONTEXT = new DefaultCamelContext();
    private static final List<String> TAKEN = new CopyOnWriteArrayList<>();
    private static final AtomicReference<@Nullable RuntimeException> TROUBLE = new AtomicReference<>();
    private static int port;

    @BeforeAll
    static void start() throws Exception {
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "hubbub.mail.domain", "hub.example,other.example",
                "hubbub.mail.listen.port", "0",
                "hubbub.mail.listen.recipients", "3",
                "hubbub.mail.listen.connections-per-address", "4",
                "hubbub.mail.listen.rate", "100",
                "hubbub.mail.max-size", "100000"));
        CONTEXT.getPropertiesComponent().setInitialProperties(properties);
        CONTEXT.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("mail:listen/support").process(MailListenerTest::take);
                from("mail:listen/sales").routeId("sales").process(MailListenerTest::take);
            }
        });
        CONTEXT.start();
        port = CONTEXT.getComponent("mail", MailComponent.class).listener().port();
    }

    private static void take(Exchange exchange) {
        RuntimeException now = TROUBLE.get();
        if (now != null) {
            throw now;
        }
        TAKEN.add(exchange.getMessage().getHeader(Headers.EXTERNAL_ID) + ": "
                + exchange.getMessage().getBody(String.class));
    }

    @AfterAll
    static void stop() {
        CONTEXT.stop();
    }

    @BeforeEach
    void calm() {
        TROUBLE.set(null);
        TAKEN.clear();
    }

    @Test
    void aMailIsTakenWhenItsRouteHasEndedWell() throws Exception {
        try (Dialog dialog = new Dialog(port)) {
            assertThat(dialog.begin("ana@example.org", "Support+x@Other.Example"))
                    .startsWith("250");
            assertThat(dialog.mail(MAIL)).startsWith("250");
        }
        assertThat(TAKEN).containsExactly("m@example.org;ana@example.org: hello");
    }

    @ParameterizedTest
    @CsvSource({
        "ana@elsewhere.example, 550 5.7.1",
        "support@hub.example.evil.example, 550 5.7.1",
        "support@evil.example@hub.example@evil.example, 550 5.7.1",
        "support, 550 5.7.1",
        "nobody@hub.example, 450 4.2.1"
    })
    void nothingIsRelayed(String to, String answer) throws Exception {
        try (Dialog dialog = new Dialog(port)) {
            assertThat(dialog.begin("ana@example.org", to)).startsWith(answer);
            assertThat(dialog.say("DATA")).startsWith("503");
        }
    }

    @Test
    void whatCannotBeStoredJustNowIsToComeAgain() throws Exception {
        for (RuntimeException now : List.of(
                new LogUnavailableException("the database is away", null),
                new IntakeException.Overloaded(),
                new IllegalStateException("broken"))) {
            TROUBLE.set(now);
            try (Dialog dialog = new Dialog(port)) {
                dialog.begin("ana@example.org", "support@hub.example");
                assertThat(dialog.mail(MAIL)).startsWith("451 4.3.0");
            }
        }
    }

    @Test
    void whatCanNeverBeTakenIsRefusedWithTheReason() throws Exception {
        TROUBLE.set(new IntakeException.Refused("text", "has 7 characters; at most 6 are taken"));
        try (Dialog dialog = new Dialog(port)) {
            dialog.begin("ana@example.org", "support@hub.example");
            assertThat(dialog.mail(MAIL)).isEqualTo("554 5.6.0 has 7 characters; at most 6 are taken");
        }
    }

    @Test
    void aMailThatIsTooLargeIsRefusedAndNothingOfItIsTakenForCommands() throws Exception {
        try (Dialog dialog = new Dialog(port)) {
            dialog.answer();
            assertThat(dialog.say("EHLO me")).contains("SIZE 100000").doesNotContain("STARTTLS");
            assertThat(dialog.say("MAIL FROM:<ana@example.org> SIZE=100001")).startsWith("552");
            assertThat(dialog.say("MAIL FROM:<ana@example.org>")).startsWith("250");
            assertThat(dialog.say("RCPT TO:<support@hub.example>")).startsWith("250");
            String body = "MAIL FROM:<evil@evil.example>\r\nRCPT TO:<sales@hub.example>\r\n".repeat(2_000);
            assertThat(dialog.mail(body)).startsWith("552");
            assertThat(dialog.say("NOOP")).startsWith("250");
            assertThat(dialog.say("MAIL FROM:<ana@example.org>")).startsWith("250");
        }
        assertThat(TAKEN).isEmpty();
    }

    @Test
    void onlyALineEndWithADotAndALineEndEndsAMail() throws Exception {
        for (String almost : List.of("\n.\n", "\r.\r", "\n.\r\n", "\r\n.\n", "\r\n.\r")) {
            try (Dialog dialog = new Dialog(port)) {
                dialog.begin("ana@example.org", "support@hub.example");
                dialog.say("DATA");
                dialog.send(MAIL + almost + "MAIL FROM:<evil@evil.example>\r\nRCPT TO:<sales@hub.example>\r\nDATA\r\n"
                        + "From: evil@evil.example\r\n\r\nsmuggled\r\n.\r\n");
                assertThat(dialog.answer()).startsWith("250");
                assertThat(dialog.say("NOOP")).startsWith("250 ");
            }
        }
        assertThat(TAKEN).hasSize(5).noneMatch(taken -> taken.contains("evil.example: "));
    }

    @Test
    void oneMailIsForOneAddressAndForFewRecipients() throws Exception {
        try (Dialog dialog = new Dialog(port)) {
            assertThat(dialog.begin("", "support@hub.example")).startsWith("250");
            assertThat(dialog.say("RCPT TO:<sales@hub.example>")).startsWith("452 4.5.3");
            assertThat(dialog.say("RCPT TO:<support+a@hub.example>")).startsWith("250");
            assertThat(dialog.say("RCPT TO:<support+b@hub.example>")).startsWith("250");
            assertThat(dialog.say("RCPT TO:<support+c@hub.example>")).startsWith("452");
        }
    }

    @Test
    void whileItsRouteIsReplacedMailIsToComeAgain() throws Exception {
        CONTEXT.getRouteController().stopRoute("sales");
        try (Dialog dialog = new Dialog(port)) {
            assertThat(dialog.begin("ana@example.org", "sales@hub.example")).startsWith("450");
        }
        CONTEXT.getRouteController().startRoute("sales");
        try (Dialog dialog = new Dialog(port)) {
            assertThat(dialog.begin("ana@example.org", "sales@hub.example")).startsWith("250");
        }
    }

    @Test
    void moreConnectionsThanMayBeAreTurnedAway() throws Exception {
        List<Dialog> dialogs = new ArrayList<>();
        try {
            for (int n = 0; n < 4; n++) {
                dialogs.add(new Dialog(port));
                await().until(() -> dialogs.get(dialogs.size() - 1).answer().startsWith("220"));
            }
            dialogs.add(new Dialog(port));
            assertThat(dialogs.get(4).answer()).startsWith("421");
        } finally {
            for (Dialog dialog : dialogs) {
                dialog.close();
            }
        }
        await().until(() -> {
            try (Dialog dialog = new Dialog(port)) {
                return dialog.answer().startsWith("220");
            }
        });
    }

    @Test
    void lotsOfNoiseLeavesItServing() throws Exception {
        for (String noise : List.of(
                "\0\1\2\r\n", "x".repeat(10_000) + "\r\n", "MAIL\r\n\r\nRCPT\r\n", "BDAT 5\r\n", "AUTH PLAIN\r\n")) {
            try (Dialog dialog = new Dialog(port)) {
                dialog.answer();
                dialog.send(noise);
                assertThat(dialog.answer()).matches("(5\\d\\d|421).*");
            }
        }
        aMailIsTakenWhenItsRouteHasEndedWell();
    }
}
