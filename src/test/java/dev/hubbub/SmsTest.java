package dev.hubbub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hubbub.config.Key;
import dev.hubbub.config.Settings;
import dev.hubbub.peers.Kannel;
import dev.hubbub.peers.NeedsProgram;
import dev.hubbub.sandbox.SmsSandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hub as it is shipped, and phones at the sandbox's SMSC. */
class SmsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String ANA = "+4917012345678";
    private static final String BEN = "+4917087654321";

    private static final String RULES = """
            rules:
              - { name: texts, when: { channel: sms/main }, then: [ { send: shoutbox/team }, { send: sms/main, to: "tel:+4917000000001" } ] }
              - { name: urgent, when: { channel: sms/main, text: urgent }, then: [ { send: sms/oncall, format: "{senderAddress}: {body}" } ] }
              - { name: ana, when: { channel: shoutbox/ops, text: ana }, then: [ { send: sms/main, to: "tel:+4917012345678", format: "{body}" } ] }
              - { name: twilio, when: { channel: shoutbox/ops, text: twilio }, then: [ { send: sms/twilio, to: "tel:+4917012345678", format: "{body}" } ] }
              - { name: clickatell, when: { channel: shoutbox/ops, text: clickatell }, then: [ { send: sms/clickatell, to: "tel:+4917012345678", format: "{body}" } ] }
              - { name: kannel, when: { channel: shoutbox/ops, text: kannel }, then: [ { send: sms/kannel, to: "tel:+4917012345678", format: "{body}" } ] }
              - { name: gammu, when: { channel: shoutbox/ops, text: gammu }, then: [ { send: sms/gammu, to: "tel:+4917012345678", format: "{body}" } ] }
              - { name: nobody, when: { channel: shoutbox/ops, text: nobody }, then: [ { send: sms/main } ] }
            """;

    @TempDir
    static Path home;

    private static TestHub hub;
    private static Gateways gateways;
    private static Kannel kannel;
    private static SmsSandbox phones;
    private static Caller caller;
    private static Log log;

    @BeforeAll
    static void start() throws Exception {
        Files.createDirectories(home.resolve("routes"));
        Files.createDirectories(home.resolve("config/rules"));
        Files.writeString(home.resolve("config/rules/phones.yaml"), RULES);
        gateways = Gateways.start();
        kannel = new Kannel(home.resolve("kannel"));
        hub = TestHub.start(home, SmsTest::configure);
        if (Kannel.isInstalled()) {
            kannel.start(hub.url("/hooks/sms-kannel?secret=change-me"));
        }
        gateways.reach(url -> hub.url(url.getRawPath() + "?" + url.getRawQuery()));
        phones = hub.hub().sandbox.phones().orElseThrow();
        caller = new Caller(hub::url, home.resolve("data")).logIn();
        log = new Log(caller);
    }

    /** The examples as an integrator would take them over, with the address of the fake gateways. */
    private static Settings configure(Settings defaults) {
        Settings settings = defaults.with(Key.SMS_ONCALL, ANA + ", 0170 87654321")
                .with(Key.SMS_COUNTRY, "DE")
                .with(
                        Key.HTTP_OPEN,
                        "/hooks/sms-twilio,/hooks/sms-twilio/receipts,/hooks/sms-clickatell,/hooks/sms-clickatell/receipts,/hooks/sms-kannel");
        for (String gateway : List.of("twilio", "clickatell", "kannel")) {
            example("sms-gateway.camel.yaml", gateway);
            for (Map.Entry<String, String> key : gateways.keys(gateway).entrySet()) {
                settings = settings.with(key.getKey(), key.getValue(), "test");
            }
        }
        settings = settings.with("kannel.url", kannel.url(), "test");
        example("sms-gammu.camel.yaml", "gammu");
        example("sandbox-phones.camel.yaml", "phones");
        return settings.with("gammu.outbox", home.resolve("outbox").toString(), "test")
                .with("gammu.inbox", home.resolve("inbox").toString(), "test");
    }

    private static void example(String file, String gateway) {
        try {
            String text = Files.readString(Path.of("docs/examples").resolve(file));
            Files.writeString(home.resolve("routes/sms-" + gateway + ".camel.yaml"), text.replace("gateway", gateway));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterAll
    static void stop() throws IOException {
        hub.close();
        gateways.close();
        kannel.close();
    }

    @Test
    void gatewaysTakeTextsInTheirOwnFormsAndTellWhatBecameOfThem() throws Exception {
        String text = "to %s: \"5 €\" & more\n🚀";
        for (String gateway : List.of("twilio", "clickatell")) {
            assertThat(caller.say("shoutbox/ops", text.formatted(gateway)).status())
                    .isEqualTo(201);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(gateways.got(gateway))
                            .contains(new Gateways.Got("4917012345678", text.formatted(gateway))));
            await().atMost(PATIENCE)
                    .until(() -> !deliveries("sms/" + gateway, "delivered").isEmpty());
            assertThat(caller.say("shoutbox/ops", text.formatted(gateway) + " is gone")
                            .status())
                    .isEqualTo(201);
            await().atMost(PATIENCE)
                    .until(() -> !deliveries("sms/" + gateway, "bounced").isEmpty());
            assertThat(gateways.post(
                            hub.url("/hooks/sms-" + gateway + "/receipts?secret=wrong"), "application/json", "{}"))
                    .isEqualTo(403);
        }
        gateways.refuse(true);
        JsonNode said = caller.say("shoutbox/ops", "clickatell refuses").body();
        String trace = "/api/v1/messages/" + said.path("id").asText() + "/trace";
        await().atMost(PATIENCE)
                .until(() -> caller.get(trace).body().toString().contains("the gateway does not take it"));
        gateways.refuse(false);
    }

    @Test
    void gatewaysBringTextsIfTheyKnowTheSecret() throws Exception {
        for (String wrong : List.of(
                "",
                "?secret=",
                "?secret=wrong",
                "?secret=change-m",
                "?secret=change-me2",
                "?secret=Change-me",
                "?secret=change-me&secret=wrong",
                "?Secret=%24%7Bbody%7D")) {
            assertThat(gateways.bringTwilio(hub.url("/hooks/sms-twilio" + wrong), "SM8", BEN, "no"))
                    .as(wrong)
                    .isEqualTo(403);
        }
        assertThat(gateways.bringTwilio(hub.url("/hooks/sms-twilio?secret=change-me"), "SM9", BEN, "by twilio & co"))
                .isEqualTo(200);
        assertThat(gateways.bringTwilio(hub.url("/hooks/sms-twilio?secret=change-me"), "SM9", BEN, "by twilio & co"))
                .isEqualTo(200);
        assertThat(gateways.bringClickatell(
                        hub.url("/hooks/sms-clickatell?secret=change-me"), "c1", BEN, "by \"click\""))
                .isEqualTo(200);
        assertThat(log.arrivedOn("sms/twilio")).containsExactly("by twilio & co");
        assertThat(log.arrivedOn("sms/clickatell")).containsExactly("by \"click\"");
        assertThat(log.all("/api/v1/messages?limit=200&channel=sms/clickatell")
                        .get(0)
                        .path("sender")
                        .asText())
                .isEqualTo("tel:" + BEN);
    }

    @Test
    @NeedsProgram(value = "bearerbox", from = "kannel")
    void aRealGatewayTakesAndBringsEachTextOnceAlsoIfItRestarts() throws Exception {
        List<Kannel.Got> out = new ArrayList<>();
        List<String> in = new ArrayList<>();
        for (int n = 0; n < 10; n++) {
            String text = n % 2 == 0 ? "kannel: \"5 €\" & more +%20 " + n : "kannel: ж & 🚀 " + n;
            assertThat(caller.say("shoutbox/ops", text).status()).isEqualTo(201);
            out.add(new Kannel.Got(ANA, text));
            String answer = "from a phone, by Kannel: Grüße & 5 € +%20 " + n;
            await().atMost(PATIENCE).ignoreExceptions().until(() -> {
                kannel.say(BEN, answer);
                return true;
            });
            in.add(answer);
            if (n == 4) {
                kannel.restart();
            }
        }
        await().atMost(PATIENCE).until(() -> kannel.got().containsAll(out));
        await().atMost(PATIENCE).until(() -> log.arrivedOn("sms/kannel").containsAll(in));
        assertThat(kannel.taken()).isEqualTo(out.size());
        assertThat(kannel.got()).hasSameElementsAs(out);
        assertThat(log.arrivedOn("sms/kannel")).containsExactlyInAnyOrderElementsOf(in);
        assertThat(deliveries("sms/kannel", "sent")).hasSize(10);
    }

    @Test
    void aModemsSpoolFoldersAreServed() throws Exception {
        assertThat(caller.say("shoutbox/ops", "by gammu: 5 €").status()).isEqualTo(201);
        Path outbox = home.resolve("outbox");
        await().atMost(PATIENCE).until(() -> !files(outbox).isEmpty());
        Path file = files(outbox).get(0);
        assertThat(file.getFileName().toString()).matches("OUTC\\d{8}_\\d{6}_00_\\+4917012345678_[0-9a-f-]{36}\\.txt");
        assertThat(Files.readString(file, StandardCharsets.UTF_16)).isEqualTo("by gammu: 5 €");
        Path inbox = Files.createDirectories(home.resolve("inbox"));
        Path written = inbox.resolve("writing");
        Files.writeString(written, "hello by gammu ж", StandardCharsets.UTF_16);
        Path unused = Files.move(written, inbox.resolve("IN20261126_031500_00_+4917087654321_00.txt"));
        await().atMost(PATIENCE).until(() -> log.arrivedOn("sms/gammu").equals(List.of("hello by gammu ж")));
    }

    @Test
    void aPhoneOfTheSandboxCanBeUsedByHttp() throws Exception {
        HttpRequest.Builder phone = HttpRequest.newBuilder(hub.url("/sandbox/phones/4917011111111"))
                .header("Authorization", "Bearer " + caller.token());
        HttpClient http = HttpClient.newHttpClient();
        int status = http.send(
                        phone.copy()
                                .POST(HttpRequest.BodyPublishers.ofString("!fortune"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .statusCode();
        assertThat(status).isEqualTo(204);
        await().atMost(PATIENCE)
                .until(() -> http.send(phone.copy().GET().build(), HttpResponse.BodyHandlers.ofString())
                        .body()
                        .contains(SmsSandbox.NUMBER + ": "));
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.getFileName().toString().startsWith("OUT"))
                    .toList();
        }
    }

    private static List<String> gotBy(String number) {
        return phones.sent().stream()
                .filter(sent -> sent.to().equals(number))
                .map(SmsSandbox.Sent::text)
                .toList();
    }

    private static List<JsonNode> deliveries(String channel, String state) throws Exception {
        return log.all("/api/v1/deliveries?limit=200&state=" + state + "&channel=" + channel);
    }

    @Test
    void aLongTextReachesAPhoneAndTheHubKnowsIt() throws Exception {
        String text = "ana: " + "long, with ümläuts and € ".repeat(12) + "🚀";
        assertThat(caller.say("shoutbox/ops", text).status()).isEqualTo(201);
        await().atMost(PATIENCE).until(() -> gotBy(ANA).contains(text));
        await().atMost(PATIENCE)
                .until(() -> !deliveries("sms/main", "delivered").isEmpty());
    }

    @Test
    void aTextFromAPhoneGoesWhereTheRulesSayAndNotBack() throws Exception {
        String text = "from a phone " + "and so on ".repeat(40) + "end";
        phones.say(BEN, text);
        await().atMost(PATIENCE)
                .until(() -> log.feed("shoutbox/team").stream()
                        .anyMatch(message -> message.path("text").asText().equals(text)));
        JsonNode message = log.feed("shoutbox/team").stream()
                .filter(one -> one.path("text").asText().equals(text))
                .findFirst()
                .orElseThrow();
        assertThat(message.path("sender").asText()).isEqualTo("tel:" + BEN);
        assertThat(message.path("via").asText()).isEqualTo("sms/main");
        assertThat(gotBy("+4917000000001")).doesNotContain(text);
    }

    @Test
    void thoseOnCallGetWhatIsUrgent() {
        phones.say(BEN, "urgent: fire");
        await().atMost(PATIENCE)
                .until(() -> gotBy(ANA).contains("tel:" + BEN + ": urgent: fire")
                        && gotBy(BEN).contains("tel:" + BEN + ": urgent: fire"));
    }

    @Test
    void theBotAnswersAPhone() {
        phones.say(BEN, "!help");
        await().atMost(PATIENCE).until(() -> gotBy(BEN).stream().anyMatch(text -> text.contains("!fortune")));
    }

    @Test
    void whatIsForNobodyIsDeadAndSaysWhy() throws Exception {
        JsonNode said = caller.say("shoutbox/ops", "for nobody").body();
        String trace = "/api/v1/messages/" + said.path("id").asText() + "/trace";
        await().atMost(PATIENCE)
                .until(() -> caller.get(trace).body().toString().contains("the channel has no recipients"));
    }
}
