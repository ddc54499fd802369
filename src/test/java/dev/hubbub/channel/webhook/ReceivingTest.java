package dev.hubbub.channel.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.channel.webhook.Receiving.Source;
import dev.hubbub.component.Headers;
import dev.hubbub.config.Secret;
import dev.hubbub.config.Settings;
import dev.hubbub.config.SettingsException;
import dev.hubbub.message.ChannelId;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls as they come, and what becomes of them; the shipped examples with bodies as their senders document them. */
class ReceivingTest {
    private static final DefaultCamelContext CAMEL = new DefaultCamelContext();
    private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
    private static final UUID HUB = UUID.fromString("7d444840-9dc0-11d1-b245-5ffdce74fad2");
    private static final String SIGNING = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private static final String SECRET = "change-me-to-something-long";

    private final HubNames names = new HubNames(HUB);
    private final Receiving receiving = new Receiving(new Envelope(names), Clock.fixed(NOON, ZoneOffset.UTC));

    private static Settings settings(Map<String, String> keys) {
        Settings settings = Settings.defaults();
        for (Map.Entry<String, String> key : keys.entrySet()) {
            settings = settings.with(key.getKey(), key.getValue(), "test");
        }
        return settings;
    }

    private static Source source(String name, Map<String, String> keys) {
        return WebhookSettings.of(settings(keys)).source(name).orElseThrow();
    }

    private static Source example(String name) throws IOException {
        Properties read = new Properties();
        try (Reader file = Files.newBufferedReader(Path.of("docs/examples/webhook-" + name + ".properties"))) {
            read.load(file);
        }
        assertThat(read.remove("hubbub.http.open")).isEqualTo("/hooks/" + name);
        Map<String, String> keys = new TreeMap<>();
        read.stringPropertyNames().forEach(key -> keys.put(key, read.getProperty(key)));
        return source(name, keys);
    }

    private static Exchange call(String body, Map<String, String> headers) {
        Exchange exchange = new DefaultExchange(CAMEL);
        exchange.getMessage().setBody(body.getBytes(StandardCharsets.UTF_8));
        exchange.getMessage().setHeader("Content-Type", "application/json; charset=utf-8");
        headers.forEach(exchange.getMessage()::setHeader);
        return exchange;
    }

    private static Map<String, String> github(String kind, String body) {
        byte[] mac = Signature.mac(SECRET.getBytes(StandardCharsets.UTF_8), body.getBytes(StandardCharsets.UTF_8));
        return Map.of(
                "X-GitHub-Event",
                kind,
                "X-Hub-Signature-256",
                "sha256=" + HexFormat.of().formatHex(mac));
    }

    private static Map<String, String> signed(String id, String body) {
        long at = NOON.getEpochSecond();
        String signature = Signature.of(new Secret(SIGNING)).sign(id, at, body.getBytes(StandardCharsets.UTF_8));
        return Map.of("webhook-id", id, "webhook-timestamp", "" + at, "webhook-signature", signature);
    }

    private static String header(Exchange exchange, String name) {
        return exchange.getMessage().getHeader(name, "", String.class);
    }

    private static String text(Exchange exchange) {
        return exchange.getMessage().getBody(String.class);
    }

    @Test
    void whatGitHubSaysIsAMessageOrNothing() throws Exception {
        Source github = example("github");
        String push = """
                {"ref": "refs/heads/main", "compare": "https://github.com/o/r/compare/a...b",
                 "pusher": {"name": "ana"}, "sender": {"login": "ana"}, "repository": {"full_name": "o/r"},
                 "head_commit": {"message": "Mend \\"it\\" {$.ref}"}}""";
        Exchange pushed = call(push, github("push", push));
        assertThat(receiving.receive(pushed, "github", github)).isTrue();
        assertThat(text(pushed))
                .isEqualTo(
                        "ana pushed to o/r (refs/heads/main): Mend \"it\" {$.ref} https://github.com/o/r/compare/a...b");
        assertThat(header(pushed, Headers.SENDER)).isEqualTo("https://github.com/ana");
        assertThat(header(pushed, Headers.SENDER_NAME)).isEqualTo("ana");
        assertThat(header(pushed, Headers.EXTERNAL_ID)).startsWith("sha256:");
        assertThat(pushed.getMessage().getHeader("X-Hub-Signature-256")).isNull();

        String ping = "{\"zen\": \"Keep it logically awesome.\"}";
        assertThat(receiving.receive(call(ping, github("ping", ping)), "github", github))
                .isFalse();

        Exchange again = call(
                push,
                Map.of(
                        "X-GitHub-Delivery", "another",
                        "X-GitHub-Event", "push",
                        "X-Hub-Signature-256", github("push", push).getOrDefault("X-Hub-Signature-256", "")));
        assertThat(receiving.receive(again, "github", github)).isTrue();
        assertThat(header(again, Headers.EXTERNAL_ID)).isEqualTo(header(pushed, Headers.EXTERNAL_ID));
    }

    @ParameterizedTest
    @ValueSource(strings = {"grafana", "alertmanager"})
    void whatAlertsSayIsAMessageWithASubject(String name) throws Exception {
        String body = """
                {"receiver": "hub", "status": "firing", "title": "[FIRING:2] Disk", "groupKey": "{}:{alertname=\\"Disk\\"}",
                 "commonLabels": {"alertname": "Disk"}, "externalURL": "http://alerts.example",
                 "alerts": [
                   {"status": "firing", "fingerprint": "f1", "startsAt": "2026-11-26T11:00:00Z", "annotations": {"summary": "a is full"}},
                   {"status": "firing", "fingerprint": "f2", "startsAt": "2026-11-26T11:01:00Z", "annotations": {"summary": "b is full"}}]}""";
        Exchange exchange = call(body, Map.of("Authorization", "Bearer " + SECRET));
        assertThat(receiving.receive(exchange, name, example(name))).isTrue();
        assertThat(text(exchange)).contains("Disk: a is full, b is full http://alerts.example");
        assertThat(header(exchange, Headers.SUBJECT)).contains("Disk");
        assertThat(header(exchange, Headers.SENDER)).isEqualTo("webhook:" + name);
        assertThat(header(exchange, Headers.EXTERNAL_ID)).contains("firing f1, f2 2026-11-26T11:00:00Z");
        assertThat(exchange.getMessage().getHeader("Authorization")).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "comment     | ana on \"Opening hours\": Thanks! https://example.org/17",
                "node update | ana changed \"Opening hours\" https://example.org/17",
                "login       |"
            })
    void aCommentAndAChangedPageOfACmsAreMessages(String event, String said) throws Exception {
        String body = "{\"event\": \"" + event + "\", \"id\": 17, \"user\": \"ana\", \"title\": \"Opening hours\","
                + " \"body\": \"Thanks!\", \"url\": \"https://example.org/17\"}";
        Exchange exchange = call(body, Map.of("secret", SECRET));
        assertThat(receiving.receive(exchange, "cms", example("cms"))).isEqualTo(said != null);
        if (said != null) {
            assertThat(text(exchange)).isEqualTo(said);
            assertThat(header(exchange, Headers.EXTERNAL_ID)).isEqualTo(event + " 17");
        }
        assertThat(exchange.getMessage().getHeader("secret")).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "secret,",
        "secret,change-me-to-something-lon",
        "secret,change-me-to-something-longer",
        "secret,CHANGE-ME-TO-SOMETHING-LONG",
        "Authorization,change-me-to-something-long",
        "Authorization,Basic change-me-to-something-long",
        "Authorization,Bearer wrong",
        "X-Secret,change-me-to-something-long"
    })
    void aWrongSecretIsRefused(String header, String secret) throws Exception {
        Exchange exchange = call("{\"event\": \"comment\"}", Map.of(header, secret == null ? "" : secret));
        Source cms = example("cms");
        assertThatThrownBy(() -> receiving.receive(exchange, "cms", cms))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.status()).isEqualTo(401))
                .hasMessageNotContaining("change-me");
    }

    @Test
    void githubsCallIsRefusedWithAnyByteChanged() throws Exception {
        Source github = example("github");
        String body = "{\"zen\": \"Keep it\"}";
        for (int i = 0; i < body.length(); i++) {
            String changed = body.substring(0, i) + (char) (body.charAt(i) ^ 1) + body.substring(i + 1);
            Exchange exchange = call(changed, github("push", body));
            assertThatThrownBy(() -> receiving.receive(exchange, "github", github))
                    .isInstanceOf(RefusedException.class);
        }
    }

    @Test
    void aSignedBodyWithoutAMappingIsPassedOnAsItCame() throws Exception {
        String body = "{\"type\": \"user.created\", \"data\": {\"id\": 1}}";
        Exchange exchange = call(body, signed("msg_1", body));
        Source source = source("main", Map.of("webhook.main.in.secret", SIGNING));
        assertThat(receiving.receive(exchange, "main", source)).isTrue();
        assertThat(text(exchange)).isEqualTo(body);
        assertThat(header(exchange, Headers.EXTERNAL_ID)).isEqualTo("msg_1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/plain                        | {}         | 415",
                "application/x-www-form-urlencoded | payload=%7B | 415",
                "                                  | {}         | 415",
                "application/json                  | {          | 400",
                "application/json                  | {} {}      | 400",
                "application/json                  | nonsense   | 400"
            })
    void whatIsNoJsonIsRefused(String type, String body, int status) {
        Exchange exchange = call(body, signed("msg_1", body));
        exchange.getMessage().setHeader("Content-Type", type == null ? "" : type);
        Source source = source("main", Map.of("webhook.main.in.secret", SIGNING));
        assertThatThrownBy(() -> receiving.receive(exchange, "main", source))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.status()).isEqualTo(status));
    }

    @Test
    void aBodyThatIsNestedWithoutEndIsRefused() {
        String body = "[".repeat(100_000);
        Exchange exchange = call(body, signed("msg_1", body));
        Source source = source("main", Map.of("webhook.main.in.secret", SIGNING));
        assertThatThrownBy(() -> receiving.receive(exchange, "main", source))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.status()).isEqualTo(400));
    }

    @Test
    void anotherHubsMessageIsTheSameMessageHere() throws Exception {
        HubNames others = new HubNames(UUID.fromString("00000000-0000-4000-8000-000000000001"));
        Exchange sent = new DefaultExchange(CAMEL);
        sent.getMessage().setBody("hello ж 🚀");
        sent.getMessage().setHeader(Headers.SENDER, "acct:ana@hub");
        sent.getMessage().setHeader(Headers.SENDER_NAME, "Ana");
        sent.getMessage().setHeader(Headers.SUBJECT, "Greetings");
        sent.getMessage().setHeader(Headers.HTML, "<p onclick=x()>hello</p><script>x()</script>");
        sent.getMessage().setHeader(Headers.SENT_AT, "2026-11-26T11:00:00Z");
        sent.setProperty(Headers.HOPS, 2);
        sent.setProperty(Headers.VISITED, Set.of(ChannelId.parse("shoutbox/team")));
        String body = new Envelope(others).write(sent, "delivery-1");

        Exchange exchange = call(body, signed("delivery-1", body));
        Source source = source("partner", Map.of("webhook.partner.in.secret", SIGNING));
        assertThat(receiving.receive(exchange, "partner", source)).isTrue();
        assertThat(text(exchange)).isEqualTo("hello ж 🚀");
        assertThat(header(exchange, Headers.SENDER)).isEqualTo("acct:ana@partner.hub");
        assertThat(header(exchange, Headers.SENDER_NAME)).isEqualTo("Ana");
        assertThat(header(exchange, Headers.SUBJECT)).isEqualTo("Greetings");
        assertThat(header(exchange, Headers.HTML)).contains("hello").doesNotContain("onclick", "script");
        assertThat(header(exchange, Headers.SENT_AT)).isEqualTo("2026-11-26T11:00:00Z");
        assertThat(exchange.getProperty(Headers.HOPS)).isEqualTo(2);
        // foreign channels stay foreign, and come home as what they were
        String back = new Envelope(names).write(exchange, "delivery-2");
        Exchange home = call(back, signed("delivery-2", back));
        Receiving there = new Receiving(new Envelope(others), Clock.fixed(NOON, ZoneOffset.UTC));
        assertThat(there.receive(home, "partner", source)).isTrue();
        assertThat(home.getProperty(Headers.VISITED)).isEqualTo(Set.of(ChannelId.parse("shoutbox/team")));
    }

    @ParameterizedTest
    @CsvSource({
        "acct:bot@hub, acct:bot@partner.hub",
        "ACCT:bot@hub, acct:bot@partner.hub",
        "acct:bot%40hub, acct:bot@partner.hub",
        "acct:admin@HUB, acct:admin@partner.hub",
        "nobody, webhook:partner",
        "mailto:ana@x.org, mailto:ana@x.org"
    })
    void nobodyOutsideIsAUserOfThisHubOrItsBot(String claimed, String sender) throws Exception {
        String body =
                "{\"type\": \"dev.hubbub.message\", \"data\": {\"text\": \"hi\", \"sender\": \"" + claimed + "\"}}";
        Exchange exchange = call(body, signed("msg_1", body));
        Source source = source("partner", Map.of("webhook.partner.in.secret", SIGNING));
        assertThat(receiving.receive(exchange, "partner", source)).isTrue();
        assertThat(header(exchange, Headers.SENDER)).isEqualTo(sender);
    }

    @ParameterizedTest
    @CsvSource({"-5,0", "3,3", "8,8", "99,8", "99999999999,8"})
    void hopsAreCountedWithinBounds(String claimed, int hops) throws Exception {
        String body = "{\"type\": \"dev.hubbub.message\", \"data\": {\"text\": \"hi\", \"hops\": " + claimed
                + ", \"visited\": [\"command/help\", \"x\", 5, \"hub-0000000000000000/command.help\"]}}";
        Exchange exchange = call(body, signed("msg_1", body));
        Source source = source("partner", Map.of("webhook.partner.in.secret", SIGNING));
        assertThat(receiving.receive(exchange, "partner", source)).isTrue();
        assertThat(exchange.getProperty(Headers.HOPS)).isEqualTo(hops);
    }

    @Test
    void settingsThatAreWrongAreRefusedAllAtOnceAndNoSecretIsShown() {
        Map<String, String> keys = Map.of(
                "webhook.a.url", "https://user:hunter2@example.org/",
                "webhook.a.secret", SIGNING,
                "webhook.b.url", "https://example.org/",
                "webhook.c.in.secret", "short",
                "webhook.c.in.signed", "url",
                "webhook.d.in.secret", "hunter2-hunter2-hunter2",
                "webhook.d.in.signed", "somehow",
                "webhook.e.in.secret", SIGNING,
                "webhook.e.in.text", "{$.[}",
                "webhook.f.ulr", "https://example.org/");
        assertThatThrownBy(() -> WebhookSettings.of(settings(keys)))
                .isInstanceOfSatisfying(
                        SettingsException.class,
                        e -> assertThat(e.problems())
                                .hasSize(6)
                                .noneMatch(problem -> problem.contains("hunter2") || problem.contains("AAEC"))
                                .anyMatch(problem -> problem.contains("webhook.b.secret is missing"))
                                .anyMatch(problem -> problem.contains("webhook.f.ulr is no key"))
                                .anyMatch(problem -> problem.contains("webhook.e.in.text")));
    }
}
