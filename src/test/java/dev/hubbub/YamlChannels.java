package dev.hubbub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hubbub.config.Key;
import dev.hubbub.config.Settings;
import dev.hubbub.peers.Mosquitto;
import dev.hubbub.peers.Ngircd;
import dev.hubbub.peers.Slack;
import dev.hubbub.peers.Telegram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One hub with the examples of channels that are YAML alone, each with its peer. */
final class YamlChannels implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(30);
    static final String TEXT = "Grüße, ж, 5 € 🚀: https://example.org/?a=1&b=2";

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

    final Path home;
    final Telegram telegram;
    final Slack slack;
    final int syslog;
    final TestHub hub;
    final Caller caller;
    final Log log;
    private final Optional<Mosquitto> mosquitto;
    private final Optional<Ngircd> ngircd;

    /** @param home a folder for all of it */
    YamlChannels(Path home) throws Exception {
        this.home = home;
        Files.createDirectories(home.resolve("config/rules"));
        Files.writeString(home.resolve("config/rules/examples.yaml"), RULES);
        Files.createDirectories(home.resolve("routes"));
        mosquitto =
                Mosquitto.isInstalled() ? Optional.of(Mosquitto.start(home.resolve("mosquitto"))) : Optional.empty();
        ngircd = Ngircd.isInstalled() ? Optional.of(Ngircd.start(home.resolve("ngircd"))) : Optional.empty();
        telegram = new Telegram();
        slack = new Slack();
        try (DatagramSocket free = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            syslog = free.getLocalPort();
        }
        hub = TestHub.start(home, this::configure);
        caller = new Caller(hub::url, home.resolve("data")).logIn();
        log = new Log(caller);
    }

    Mosquitto mosquitto() {
        return mosquitto.orElseThrow();
    }

    Ngircd ngircd() {
        return ngircd.orElseThrow();
    }

    /** The examples as they are shipped, with the keys that they ask for. */
    private Settings configure(Settings defaults) {
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
        List.of("folder", "telegram", "slack", "syslog").forEach(this::example);
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

    private void example(String name) {
        String file = name + ".camel.yaml";
        try {
            Path unused = Files.copy(
                    Path.of("docs/examples", file), home.resolve("routes").resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        hub.close();
        ngircd.ifPresent(Ngircd::close);
        telegram.close();
        slack.close();
        if (mosquitto.isPresent()) {
            mosquitto.get().close();
        }
    }

    void shout(String text) throws Exception {
        assertThat(caller.say("shoutbox/ops", text).status()).isEqualTo(201);
    }

    /** Waits until the team has seen a text, once, and tells how. */
    JsonNode seen(String text) {
        await().atMost(PATIENCE).until(() -> !matching(text).isEmpty());
        List<JsonNode> found = matching(text);
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    List<JsonNode> matching(String text) {
        try {
            return log.feed("shoutbox/team").stream()
                    .filter(message -> message.path("text").asText().equals(text))
                    .toList();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    List<JsonNode> deliveries(String channel, String state) throws Exception {
        return log.all("/api/v1/deliveries?limit=200&state=" + state + "&channel=" + channel);
    }

    void awaitDeliveries(String channel, String state, int count) {
        await().atMost(PATIENCE).until(() -> deliveries(channel, state).size() == count);
    }

    void awaitTrace(JsonNode said, String what) {
        String trace = "/api/v1/messages/" + said.path("id").asText() + "/trace";
        await().atMost(PATIENCE).until(() -> caller.get(trace).body().toString().contains(what));
    }
}
