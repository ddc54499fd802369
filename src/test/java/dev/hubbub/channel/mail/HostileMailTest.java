package dev.hubbub.channel.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.component.Headers;
import dev.hubbub.message.Address;
import jakarta.mail.Session;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/** Whatever stands in a subject, a name or an address: it never becomes a header, a recipient or a command. */
class HostileMailTest {
    private static final boolean LONG = Boolean.getBoolean("hubbub.long");
    private static final int ALL = LONG ? 10_000 : 1_000;
    private static final int EACH_CONNECTED = 100;
    private static final int IN_ONE_DIALOG = ALL;
    private static final Session NONE = Session.getInstance(new Properties());

    private static final String[] PIECES = {
        "\r\n",
        "\n",
        "\r",
        "\r\n\r\n",
        "\r\n ",
        "\n\t",
        "\r\n.\r\n",
        "\n.\n",
        "\0",
        "\u0085",
        "\u2028",
        "\u2029",
        "\u000b",
        "Bcc: evil@evil.example",
        "To: evil@evil.example",
        "\r\nBcc: evil@evil.example\r\n",
        "\nSubject: other",
        "RCPT TO:<evil@evil.example>",
        "\r\nDATA\r\n",
        "=?utf-8?q?=0D=0ABcc:_evil@evil.example?=",
        "%0d%0aBcc:%20evil",
        "=?utf-8?b?DQpCY2M6IGV2aWxAZXZpbC5leGFtcGxl?=",
        "<evil@evil.example>",
        ">",
        "<",
        "\"",
        "\\",
        ",",
        ";",
        ":",
        "(",
        ")",
        "@",
        "evil@evil.example",
        " ",
        "ü",
        "☂",
        "\ud83d",
        "\ude00",
        "\ud83d\ude00",
        "\u202e",
        "ana",
        "x".repeat(1200),
        "ä".repeat(700)
    };

    private static final Set<String> ALLOWED = Set.of(
            "date",
            "from",
            "reply-to",
            "to",
            "message-id",
            "subject",
            "mime-version",
            "content-type",
            "content-transfer-encoding",
            "in-reply-to",
            "references",
            "auto-submitted");

    private final Random random = new Random(20_260_101);

    private String hostile() {
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(6); n >= 0; n--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    private Map<String, String> headers() {
        return Map.of(
                Headers.DELIVERY_ID,
                hostile(),
                Headers.SUBJECT,
                hostile(),
                Headers.SENDER_NAME,
                hostile(),
                Headers.SENDER,
                "mailto:ana@example.org",
                "HubbubInReplyToExternalId",
                hostile());
    }

    @Test
    void everyHostileTextStaysInItsHeader() throws Exception {
        DefaultCamelContext context = new DefaultCamelContext();
        Mailbox from = new Mailbox("support@hub.example", "");
        for (int n = 0; n < ALL; n++) {
            Exchange exchange = new DefaultExchange(context);
            exchange.getMessage().setBody("hello");
            Map<String, String> headers = headers();
            headers.forEach(exchange.getMessage()::setHeader);
            ByteArrayOutputStream raw = new ByteArrayOutputStream();
            Letters.of(exchange.getMessage(), from, "hub.example", n % 2 == 0)
                    .to(new Mailbox("ana@example.org", ""), NONE)
                    .writeTo(raw);
            check(raw.toString(StandardCharsets.ISO_8859_1), headers);
        }
    }

    @Test
    void everyHostileAddressIsRefusedOrJustOneRecipient() {
        int refused = 0;
        for (int n = 0; n < ALL; n++) {
            String address = random.nextBoolean() ? hostile() + "@example.org" : "ana" + hostile() + "@example.org";
            for (Mailbox found : Mailbox.bare(address).stream().toList()) {
                assertThat(found.address())
                        .matches("[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@[a-z0-9.-]+")
                        .doesNotContain("evil.example@");
                assertThat(found.header().toString()).isEqualTo(found.address());
            }
            refused += Mailbox.bare(address).isEmpty() ? 1 : 0;
        }
        assertThat(refused).isBetween(ALL / 2, ALL - 1);
    }

    @Test
    void aMailServerGetsJustTheHeadersAndRecipientsThatWereMeant() throws Exception {
        try (FakeMta mta = new FakeMta();
                Sender sender = new Sender(mta.port(), "", Map.of())) {
            List<Map<String, String>> sent = new ArrayList<>();
            for (int n = 0; n < EACH_CONNECTED; n++) {
                Map<String, String> headers = new HashMap<>(headers());
                headers.put(Headers.RECIPIENT, recipient(n));
                if (sender.send("hello", headers).getException() == null) {
                    sent.add(headers);
                }
            }
            assertThat(sent).hasSizeGreaterThan(EACH_CONNECTED / 2);
            check(mta.got(), sent);
        }
    }

    @Test
    void whatIsHostileInOneMailNeverBecomesAnotherInTheSameDialog() throws Exception {
        DefaultCamelContext context = new DefaultCamelContext();
        Mailbox from = new Mailbox("support@hub.example", "");
        try (FakeMta mta = new FakeMta()) {
            Map<String, String> server =
                    Map.of("smtp.host", "127.0.0.1", "smtp.port", "" + mta.port(), "smtp.tls", "off");
            List<Map<String, String>> sent = new ArrayList<>();
            try (Postman postman =
                    Postman.to(MailServer.of("smtp", name -> Optional.ofNullable(server.get(name))), "hub.example")) {
                for (int n = 0; n < IN_ONE_DIALOG; n++) {
                    Map<String, String> headers = headers();
                    Exchange exchange = new DefaultExchange(context);
                    exchange.getMessage().setBody("hello");
                    headers.forEach(exchange.getMessage()::setHeader);
                    Optional<Mailbox> recipient = mailbox(recipient(n));
                    if (recipient.isPresent()) {
                        postman.send(Letters.of(exchange.getMessage(), from, "hub.example", false), recipient.get());
                        sent.add(headers);
                    }
                }
            }
            assertThat(sent).hasSizeGreaterThan(IN_ONE_DIALOG / 2);
            check(mta.got(), sent);
        }
    }

    private String recipient(int n) {
        String name = n % 3 == 0 ? hostile() : "ana";
        return "mailto:" + URLEncoder.encode(name, StandardCharsets.UTF_8) + "@example.org";
    }

    /** As the producer finds it. */
    private static Optional<Mailbox> mailbox(String recipient) {
        try {
            return Mailbox.of(new Address(recipient));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static void check(List<FakeMta.Got> all, List<Map<String, String>> sent) {
        assertThat(all).as("envelopes").hasSameSizeAs(sent);
        for (int n = 0; n < sent.size(); n++) {
            FakeMta.Got got = all.get(n);
            assertThat(got.from()).isEqualTo("support@hub.example");
            assertThat(got.to()).hasSize(1).allMatch(to -> to.endsWith("@example.org"));
            check(got.raw(), sent.get(n));
        }
    }

    private static void check(String raw, Map<String, String> headers) {
        int end = raw.indexOf("\r\n\r\n");
        Set<String> names = new HashSet<>();
        boolean right = raw.substring(end + 4).strip().equals("hello");
        for (String line : raw.substring(0, end).split("\r\n", -1)) {
            right &= line.length() < 999 && line.chars().allMatch(c -> c == '\t' || (c >= ' ' && c <= '~'));
            if (line.charAt(0) != ' ' && line.charAt(0) != '\t') {
                String name = line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT);
                right &= ALLOWED.contains(name) && names.add(name);
            }
        }
        if (!right) {
            throw new AssertionError("of " + headers + " was made\n" + raw);
        }
    }
}
