package dev.hubbub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hubbub.config.Key;
import dev.hubbub.config.Settings;
import dev.hubbub.peers.IrcPerson;
import dev.hubbub.peers.Mosquitto;
import dev.hubbub.peers.NeedsProgram;
import dev.hubbub.peers.Ngircd;
import dev.hubbub.peers.Slack;
import dev.hubbub.peers.Telegram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One hub with the examples of channels that are YAML alone, each with its peer. */
class YamlChannelsTest {
    /** What everybody expects of a channel {@code EveryChannelTest} holds them to; here is what each example says of itself. */
    private static final String LONG = "long";

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String TEXT = "Grüße, ж, 5 € 🚀: https://example.org/?a=1&b=2";

    /** What is shouted in shoutbox/ops goes where its first word says; what comes in on a channel goes to the team. */
    private static final String RULES = """
            rules:
              - { name: mqtt, when: { channel: shoutbox/ops, text: tomqtt }, then: [ { send: mqtt/main, format: "{body}" } ] }
              - { name: folder, when: { channel: shoutbox/ops, text: tofolder }, then: [ { send: folder/main, format: "{body}" } ] }
              - { name: irc, when: { channel: shoutbox/ops, text: toirc }, then: [ { send: irc/room, format: "{body}" } ] }
              - { name: alone, when: { channel: irc/direct }, then: [ { reply: "you said {body}" } ] }
              - { name: telegram, when: { channel: shoutbox/ops, text: totelegram }, then: [ { send: telegram/main, format: "{body}" } ] }
              - { name: nowhere, when: { channel: shoutbox/ops, text: nowhere }, then: [ { send: telegram/main, to: "telegram:12", format: "{body}" } ] }
              - { name: slack, when: { channel: shoutbox/ops, text: toslack }, then: [ { send: slack/main, format: "{body}" } ] }
              - { name: elsewhere, when: { channel: shoutbox/ops, text: elsewhere }, then: [ { send: slack/main, to: "slack:C99", format: "{body}" } ] }
              - { name: in mqtt/main, when: { channel: mqtt/main }, then: [ { send: shoutbox/team }, { send: mqtt/main } ] }
              - { name: in folder/main, when: { channel: folder/main }, then: [ { send: shoutbox/team }, { send: folder/main } ] }
              - { name: in irc/room, when: { channel: irc/room }, then: [ { send: shoutbox/team }, { send: irc/room } ] }
              - { name: in telegram/main, when: { channel: telegram/main }, then: [ { send: shoutbox/team }, { send: telegram/main } ] }
              - { name: in slack/main, when: { channel: slack/main }, then: [ { send: shoutbox/team }, { send: slack/main } ] }
              - { name: in syslog/main, when: { channel: syslog/main }, then: [ { send: shoutbox/team } ] }
            """;

    @TempDir
    static Path home;

    private static Optional<Mosquitto> mosquitto = Optional.empty();
    private static Optional<Ngircd> ngircd = Optional.empty();
    private static Telegram telegram;
    private static Slack slack;
    private static int syslog;
    private static TestHub hub;
    private static Caller caller;
    private static Log log;

    @BeforeAll
    static void start() throws Exception {
        Files.createDirectories(home.resolve("config/rules"));
        Files.writeString(home.resolve("config/rules/examples.yaml"), RULES);
        Files.createDirectories(home.resolve("routes"));
        if (Mosquitto.isInstalled()) {
            mosquitto = Optional.of(Mosquitto.start(home.resolve("mosquitto")));
        }
        if (Ngircd.isInstalled()) {
            ngircd = Optional.of(Ngircd.start(home.resolve("ngircd")));
        }
        telegram = new Telegram();
        slack = new Slack();
        try (DatagramSocket free = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            syslog = free.getLocalPort();
        }
        hub = TestHub.start(home, YamlChannelsTest::configure);
        caller = new Caller(hub::url, home.resolve("data")).logIn();
        log = new Log(caller);
    }

    /** The examples as they are shipped, with the keys that they ask for. */
    private static Settings configure(Settings defaults) {
        Settings settings = defaults;
        if (mosquitto.isPresent()) {
            example("mqtt");
            settings = settings.with("mqtt.broker", mosquitto.get().url(), "test")
                    .with("mqtt.client", "hub", "test")
                    .with("mqtt.user", Mosquitto.USER, "test")
                    .with("mqtt.password", Mosquitto.PASSWORD, "test")
                    .with("mqtt.in", "sensors/#", "test")
                    .with("mqtt.out", "sensors/alerts", "test");
        }
        if (ngircd.isPresent()) {
            example("irc");
            settings = settings.with("irc.host", "127.0.0.1", "test")
                    .with("irc.port", Integer.toString(ngircd.get().port()), "test")
                    .with("irc.tls", "false", "test")
                    .with("irc.nick", "hub", "test")
                    .with("irc.password", "open sesame", "test")
                    .with("irc.channel", "#hub", "test")
                    .with("irc.pace", "20", "test")
                    .with("irc.again", "1000", "test");
        }
        List.of("folder", "telegram", "slack", "syslog").forEach(YamlChannelsTest::example);
        return settings.with(Key.HTTP_OPEN, "/hooks/slack")
                .with("telegram.url", telegram.url(), "test")
                .with("telegram.token", Telegram.TOKEN, "test")
                .with("telegram.chat", Telegram.CHAT, "test")
                .with("slack.url", slack.url(), "test")
                .with("slack.token", Slack.TOKEN, "test")
                .with("slack.secret", Slack.SECRET, "test")
                .with("slack.channel", Slack.CHANNEL, "test")
                .with("syslog.port", Integer.toString(syslog), "test")
                .with("folder.in", home.resolve("in").toString(), "test")
                .with("folder.out", home.resolve("out").toString(), "test");
    }

    private static void example(String name) {
        String file = name + ".camel.yaml";
        try {
            Path unused = Files.copy(
                    Path.of("docs/examples", file), home.resolve("routes").resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterAll
    static void stop() throws Exception {
        hub.close();
        ngircd.ifPresent(Ngircd::close);
        telegram.close();
        slack.close();
        if (mosquitto.isPresent()) {
            mosquitto.get().close();
        }
    }

    private static void shout(String text) throws Exception {
        assertThat(caller.say("shoutbox/ops", text).status()).isEqualTo(201);
    }

    /** Waits until the team has seen a text, once, and tells how. */
    private static JsonNode seen(String text) {
        await().atMost(PATIENCE).until(() -> !matching(text).isEmpty());
        List<JsonNode> found = matching(text);
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private static List<JsonNode> matching(String text) {
        try {
            return log.feed("shoutbox/team").stream()
                    .filter(message -> message.path("text").asText().equals(text))
                    .toList();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @NeedsProgram("mosquitto")
    @Tag(LONG)
    void anMqttBrokerIsHeardAndSpokenTo() throws Exception {
        Mosquitto broker = mosquitto.orElseThrow();
        MqttClient sensor = broker.connect("kitchen");
        sensor.publish("sensors/küche 1", Mosquitto.named("k1", TEXT));
        sensor.publish("sensors/küche 1", Mosquitto.named("k1", TEXT));
        sensor.publish("sensors/küche 1", "".getBytes(StandardCharsets.UTF_8), 1, false);
        JsonNode message = seen(TEXT);
        assertThat(message.path("sender").asText()).isEqualTo("mqtt:sensors/k%C3%BCche%201");
        assertThat(message.path("senderName").asText()).isEqualTo("sensors/küche 1");
        sensor.publish("sensors/state", "on".getBytes(StandardCharsets.UTF_8), 1, true);
        assertThat(seen("on").path("senderName").asText()).isEqualTo("sensors/state");

        shout("tomqtt " + TEXT);
        await().atMost(PATIENCE).until(() -> broker.heard().contains("sensors/alerts: tomqtt " + TEXT));
        shout("tomqtt twice\nlines");
        await().atMost(PATIENCE).until(() -> broker.heard().contains("sensors/alerts: tomqtt twice\nlines"));
        // what the hub said there, it does not hear, nor does what it heard there go back
        assertThat(log.arrivedOn("mqtt/main")).noneMatch(text -> text.startsWith("tomqtt"));
        assertThat(broker.heard()).noneMatch(("sensors/alerts: " + TEXT)::equals);
    }

    @Test
    @NeedsProgram("mosquitto")
    void nothingIsLostAndNothingTwiceWhenTheBrokerRestarts() throws Exception {
        Mosquitto broker = mosquitto.orElseThrow();
        List<String> in = new ArrayList<>();
        List<String> out = new ArrayList<>();
        MqttClient sensor = broker.connect("cellar");
        for (int i = 0; i < 40; i++) {
            String text = "cellar " + i;
            publish(sensor, text);
            in.add(text);
            shout("tomqtt restart " + i);
            out.add("sensors/alerts: tomqtt restart " + i);
            if (i == 13 || i == 26) {
                broker.restart();
            }
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(log.arrivedOn("mqtt/main")).containsAll(in));
        assertThat(log.arrivedOn("mqtt/main").stream().filter(text -> text.startsWith("cellar")))
                .containsExactlyInAnyOrderElementsOf(in);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(broker.heard()).containsAll(out));
    }

    /** Until the broker has taken it; under the same id, should it have been taken unseen. */
    private static void publish(MqttClient sensor, String text) {
        await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            sensor.publish("sensors/cellar", Mosquitto.named(text, text));
            return true;
        });
    }

    @Test
    @NeedsProgram("ngircd")
    @Tag(LONG)
    void aChannelOfIrcIsHeardAndSpokenIn() throws Exception {
        try (IrcPerson ana = person("ana[x]")) {
            ana.say("#hub", TEXT + " irc");
            JsonNode message = seen(TEXT + " irc");
            assertThat(message.path("sender").asText()).isEqualTo("irc:ana[x]");
            assertThat(message.path("senderName").asText()).isEqualTo("ana[x]");
            ana.say("#hub", "\u0001ACTION waves\u0001");
            seen("* ana[x] waves");
            ana.command("NOTICE #hub :I am a program");
            ana.say("#hub", "\u0001VERSION\u0001");
            ana.say("hub", "hello, you alone");
            await().atMost(PATIENCE).until(() -> ana.heardAt("ana[x]").contains("you said hello, you alone"));

            shout("toirc " + TEXT + "\r\nQUIT :injected\n\nPRIVMSG #hub :as it is");
            await().atMost(PATIENCE).until(() -> ana.heardAt("#hub").size() >= 3);
            assertThat(ana.heardAt("#hub"))
                    .containsExactly("toirc " + TEXT, "QUIT :injected", "PRIVMSG #hub :as it is");
            String text = "toirc long " + "ж€🚀 and so on ".repeat(60) + "end";
            shout(text);
            await().atMost(PATIENCE)
                    .until(() -> ana.heardAt("#hub")
                            .get(ana.heardAt("#hub").size() - 1)
                            .endsWith("end"));
            List<String> parts =
                    ana.heardAt("#hub").subList(3, ana.heardAt("#hub").size());
            assertThat(String.join(" ", parts)).isEqualTo(text);
            assertThat(ana.lines()).allMatch(line -> line.getBytes(StandardCharsets.UTF_8).length <= 510);
            assertThat(log.arrivedOn("irc/room")).doesNotContain("I am a program", "VERSION", "\u0001VERSION\u0001");
        }
    }

    private static IrcPerson person(String nick) {
        IrcPerson person = new IrcPerson(nick, "#hub", ngircd.orElseThrow().port());
        await().atMost(PATIENCE).until(() -> person.lines().stream().anyMatch(line -> line.contains(" 366 ")));
        awaitIn(person);
        return person;
    }

    /** Waits until the hub is in the channel. */
    private static void awaitIn(IrcPerson person) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions()
                .until(() -> {
                    int before = person.lines().size();
                    person.command("NAMES #hub");
                    await().until(() -> person.lines().size() > before);
                    return person.lines().stream()
                            .skip(before)
                            .anyMatch(line -> line.contains(" 353 ") && line.matches(".*[:@ ]hub( .*)?"));
                });
    }

    @Test
    @NeedsProgram("ngircd")
    void nothingIsLostWhenTheIrcServerRestarts() throws Exception {
        Ngircd server = ngircd.orElseThrow();
        List<String> in = new ArrayList<>();
        List<String> out = new ArrayList<>();
        try (IrcPerson ben = person("ben")) {
            for (int i = 0; i < 20; i++) {
                ben.say("#hub", "ben " + i);
                in.add("ben " + i);
                shout("toirc restart " + i);
                out.add("toirc restart " + i);
                if (i == 6 || i == 13) {
                    // IRC has no memory: who was not there when it was said, never hears of it
                    await().atMost(PATIENCE)
                            .untilAsserted(
                                    () -> assertThat(log.arrivedOn("irc/room")).containsAll(in));
                    server.stop();
                    shout("toirc away " + i);
                    out.add("toirc away " + i);
                    server.startAgain();
                    awaitIn(ben);
                }
            }
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(ben.heardAt("#hub")).containsAll(out));
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(log.arrivedOn("irc/room").stream().filter(text -> text.startsWith("ben")))
                                    .containsExactlyInAnyOrderElementsOf(in));
        }
    }

    @Test
    @Tag(LONG)
    void aTelegramBotHearsAndSpeaks() throws Exception {
        String told = TEXT + " telegram";
        int said = telegram.write(told);
        telegram.noise("I am a bot");
        JsonNode message = seen(told);
        assertThat(message.path("sender").asText()).isEqualTo("telegram:4711");
        assertThat(message.path("senderName").asText()).isEqualTo("Ana Müller");
        assertThat(message.path("sentAt").asText()).isEqualTo("2026-11-25T09:46:40Z");
        telegram.edit(said, "\"corrected\"");
        await().atMost(PATIENCE)
                .until(() ->
                        matching(told).isEmpty() && matching("\"corrected\"").size() == 1);
        telegram.sticker();
        seen("🦆");

        telegram.limit(1);
        String text = "totelegram \"" + TEXT + "\"\n" + "long ".repeat(1500) + "end";
        shout(text);
        await().atMost(PATIENCE).until(() -> telegram.taken().size() >= 2);
        assertThat(telegram.taken().stream().map(one -> one.path("text").asText()))
                .allMatch(piece -> piece.length() <= 4096);
        assertThat(telegram.taken().stream()
                        .map(one -> one.path("text").asText())
                        .collect(Collectors.joining(" ")))
                .isEqualTo(text);
        JsonNode refused = caller.say("shoutbox/ops", "nowhere").body();
        awaitTrace(refused, "HTTP 400: Bad Request: chat not found");
        awaitDeliveries("telegram/main", "sent", 1);
        String known =
                deliveries("telegram/main", "sent").get(0).path("externalId").asText();
        var unused = telegram.answer(Integer.parseInt(known.substring(known.indexOf('/') + 1)), "I answer");
        assertThat(seen("I answer").path("inReplyTo").asText()).isNotEmpty();
        assertThat(log.arrivedOn("telegram/main")).doesNotContain("I am a bot");
    }

    @Test
    @Tag(LONG)
    void anAppOfSlackHearsAndSpeaks() throws Exception {
        URI hook = hub.url("/hooks/slack");
        ObjectNode challenge =
                slack.message("x").put("type", "url_verification").put("challenge", "3eZbrw1a");
        assertThat(slack.post(hook, challenge, Instant.now(), Slack.SECRET).body())
                .isEqualTo("3eZbrw1a");
        assertThat(slack.post(hook, challenge, Instant.now(), "another secret").statusCode())
                .isEqualTo(403);
        assertThat(slack.post(hook, challenge, Instant.now().minusSeconds(400), Slack.SECRET)
                        .statusCode())
                .isEqualTo(403);
        ObjectNode said = slack.message("Grüße, ж, 5 € 🚀: <https://example.org/?a=1&amp;b=2|example> &lt;3");
        assertThat(slack.tell(hook, said)).isEqualTo(204);
        assertThat(slack.tell(hook, said)).isEqualTo(204);
        assertThat(slack.tell(hook, slack.message("I am an app").put("bot_id", "B1")))
                .isEqualTo(204);
        JsonNode message = seen(TEXT + " <3");
        assertThat(message.path("sender").asText()).isEqualTo("slack:U061F7AUR");
        assertThat(message.path("senderName").asText()).isEqualTo("Ana Müller");
        assertThat(slack.tell(hook, slack.changed(said, "corrected"))).isEqualTo(204);
        await().atMost(PATIENCE)
                .until(() -> matching(TEXT + " <3").isEmpty()
                        && matching("corrected").size() == 1);

        slack.limit(1);
        shout("toslack \"" + TEXT + "\" & <b>");
        await().atMost(PATIENCE).until(() -> !slack.taken().isEmpty());
        assertThat(slack.taken())
                .singleElement()
                .satisfies(one -> assertThat(Slack.shown(one)).isEqualTo("toslack \"" + TEXT + "\" & <b>"));
        JsonNode refused = caller.say("shoutbox/ops", "elsewhere").body();
        awaitTrace(refused, "channel_not_found");
        awaitDeliveries("slack/main", "sent", 1);
        assertThat(log.arrivedOn("slack/main")).containsExactly("corrected");
    }

    @Test
    @Tag(LONG)
    void machinesAreHeardBySyslog() throws Exception {
        byte[] five = ("<34>1 2026-10-11T22:14:15.003+02:00 mail.example.org su - ID47 [x@32473 a=\"b c\"] \uFEFF"
                        + TEXT)
                .getBytes(StandardCharsets.UTF_8);
        byte[] three = "<165>Oct  1 22:14:15 router ospf[12]: neighbour ж is down".getBytes(StandardCharsets.UTF_8);
        try (DatagramSocket machine = new DatagramSocket()) {
            for (byte[] said : List.of(five, new byte[] {0, (byte) 0xff}, three)) {
                machine.send(new DatagramPacket(said, said.length, InetAddress.getLoopbackAddress(), syslog));
            }
        }
        JsonNode message = seen("su: " + TEXT);
        assertThat(message.path("sender").asText()).isEqualTo("syslog:mail.example.org");
        assertThat(message.path("priority").asText()).isEqualTo("urgent");
        assertThat(message.path("sentAt").asText()).isEqualTo("2026-10-11T20:14:15.003Z");
        assertThat(seen("ospf[12]: neighbour ж is down").path("senderName").asText())
                .isEqualTo("router");
        try (Socket machine = new Socket(InetAddress.getLoopbackAddress(), syslog)) {
            machine.getOutputStream().write("<13>1 - host app 1 - - by TCP\n".getBytes(StandardCharsets.UTF_8));
            machine.getOutputStream().flush();
            seen("app: by TCP");
        }
    }

    private static List<JsonNode> deliveries(String channel, String state) throws Exception {
        return log.all("/api/v1/deliveries?limit=200&state=" + state + "&channel=" + channel);
    }

    private static void awaitDeliveries(String channel, String state, int count) {
        await().atMost(PATIENCE).until(() -> deliveries(channel, state).size() == count);
    }

    private static void awaitTrace(JsonNode said, String what) {
        String trace = "/api/v1/messages/" + said.path("id").asText() + "/trace";
        await().atMost(PATIENCE).until(() -> caller.get(trace).body().toString().contains(what));
    }

    @Test
    @Tag(LONG)
    void aFolderIsWatchedAndWrittenTo() throws Exception {
        Path in = Files.createDirectories(home.resolve("in"));
        Files.writeString(in.resolve("grüße.txt"), TEXT + " in a file");
        Files.writeString(in.resolve("blank.txt"), " \n");
        Files.writeString(in.resolve("picture.png"), "not for us");
        try (Writer slow = Files.newBufferedWriter(in.resolve("slow.log"))) {
            for (int line = 0; line < 8; line++) {
                slow.write("line " + line + "\n");
                slow.flush();
                Path file = in.resolve("slow.log");
                int written = line;
                await().pollDelay(Duration.ofMillis(250))
                        .until(() -> Files.readAllLines(file).contains("line " + written));
            }
        }
        JsonNode message = seen(TEXT + " in a file");
        assertThat(message.path("sender").asText()).isEqualTo("folder:grüße.txt");
        assertThat(message.path("senderName").asText()).isEqualTo("grüße");
        assertThat(message.path("subject").asText()).isEqualTo("grüße.txt");
        seen("line 0\nline 1\nline 2\nline 3\nline 4\nline 5\nline 6\nline 7");
        await().atMost(PATIENCE).until(() -> names(in.resolve(".failed")).size() == 1);
        assertThat(names(in.resolve(".failed"))).singleElement().asString().endsWith("-blank.txt");
        await().atMost(PATIENCE).until(() -> names(in.resolve(".done")).size() == 2);
        assertThat(names(in)).contains("picture.png").doesNotContain("grüße.txt", "slow.log", "blank.txt");

        shout("tofolder " + TEXT + "\nand more");
        Path out = home.resolve("out");
        await().atMost(PATIENCE).until(() -> texts(out).contains("tofolder " + TEXT + "\nand more"));
        assertThat(names(out)).allMatch(name -> name.matches("hubbub-[0-9a-f-]{36}\\.txt"));
        assertThat(texts(out)).noneMatch(text -> text.endsWith("in a file"));
    }

    @Test
    void aFileThatIsRefusedLeavesTheChannelToTheOneThatHasIt() throws Exception {
        Files.writeString(home.resolve("routes/broken.camel.yaml"), """
                - route: { id: broken, from: { uri: "hub:folder/main", steps: [ { to: "direct:nowhere" } ] } }
                """);
        await().atMost(PATIENCE)
                .until(() -> caller.get("/api/v1/route-files/broken.camel.yaml")
                        .body()
                        .path("state")
                        .asText()
                        .equals("failed"));
        shout("tofolder after all");
        await().atMost(PATIENCE).until(() -> texts(home.resolve("out")).contains("tofolder after all"));
        Files.delete(home.resolve("routes/broken.camel.yaml"));
    }

    private static List<String> names(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static List<String> texts(Path folder) throws IOException {
        List<String> texts = new ArrayList<>();
        for (String name : names(folder)) {
            if (!name.startsWith(".")) {
                texts.add(Files.readString(folder.resolve(name)));
            }
        }
        return texts;
    }
}
