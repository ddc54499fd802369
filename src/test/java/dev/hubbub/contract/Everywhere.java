package dev.hubbub.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hubbub.Caller;
import dev.hubbub.Log;
import dev.hubbub.TestHub;
import dev.hubbub.config.Key;
import dev.hubbub.config.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** One hub on many networks, and somebody who shouts in {@link #FROM} what is to go out. */
final class Everywhere {
    /** Where what goes out is said; its first word names the network. */
    static final String FROM = "shoutbox/team";

    private static final Duration PATIENCE = Duration.ofSeconds(25);

    final TestHub hub;
    final Caller caller;
    final Log log;
    final List<Net> nets;

    private Everywhere(TestHub hub, Caller caller, List<Net> nets) {
        this.hub = hub;
        this.caller = caller;
        this.log = new Log(caller);
        this.nets = List.copyOf(nets);
    }

    static Everywhere start(Path home, List<Net> nets) throws Exception {
        Path rules = Files.createDirectories(home.resolve("config/rules"));
        // only what the nets ask for
        Files.writeString(rules.resolve("cross-post.yaml"), "rules: []\n");
        Files.writeString(rules.resolve("nets.yaml"), rules(nets));
        TestHub hub = TestHub.start(home, defaults -> {
            Settings settings = defaults.with(Key.SANDBOX, "off").with(Key.HTTP_OPEN, "/hooks/main,/hooks/slack");
            for (Net net : nets) {
                settings = net.configure(settings);
            }
            return settings;
        });
        Everywhere all = new Everywhere(hub, new Caller(hub::url, home.resolve("data")).logIn(), nets);
        all.join();
        return all;
    }

    private static String rules(List<Net> nets) {
        StringBuilder rules = new StringBuilder("rules:\n");
        for (Net net : nets) {
            String targets = nets.stream()
                    .filter(other -> other != net && other.isSpokenTo())
                    .map(other -> target(other, "{quote}{sender}: {body}"))
                    .collect(Collectors.joining(", "));
            rules.append("  - { name: %1$s to all, when: { channel: %2$s, text: matrix }, then: [ %3$s ] }%n"
                    .formatted(net, net.channel, targets));
            if (net.isSpokenTo()) {
                String target = target(net, "{quote}{sender}: {body}");
                rules.append("  - { name: to %1$s, when: { channel: %2$s, text: to%1$s }, then: [ %3$s ] }%n"
                        .formatted(net, FROM, target));
                rules.append("  - { name: back to %1$s, when: { channel: %2$s, text: echo }, then: [ %3$s ] }%n"
                        .formatted(net, net.channel, target));
            }
        }
        return rules.toString();
    }

    private static String target(Net net, String format) {
        String recipient = net.recipient().isEmpty() ? "" : ", to: \"" + net.recipient() + "\"";
        return "{ send: " + net.channel + recipient + ", format: \"" + format + "\" }";
    }

    /** A route file of the examples, as it is shipped. */
    static void example(Path home, String name) {
        String file = name + ".camel.yaml";
        try {
            Path routes = Files.createDirectories(home.resolve("routes"));
            Path unused = Files.copy(Path.of("docs/examples", file), routes.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ConditionFactory await() {
        return await("it");
    }

    private void join() throws Exception {
        for (Net net : nets) {
            net.joined(hub, caller);
        }
    }

    /** The hub goes and comes back; the networks stay. */
    void restart() throws Exception {
        hub.restart();
        var unused = caller.logIn();
        join();
    }

    /** The id of a message that was taken. */
    static String idOf(Caller.Answer answer) {
        assertThat(answer.status()).as("%s", answer.body()).isBetween(200, 201);
        return answer.body().path("id").asText();
    }

    /** Says something that goes out to a network. @return the message's id */
    String send(Net net, Said said) throws Exception {
        Said addressed =
                new Said(said.id(), words(net, said.text()), said.subject(), said.file(), said.answers(), "", "");
        return idOf(caller.post("/api/v1/channels/" + FROM + "/messages", ShoutboxNet.body(addressed)));
    }

    /** A text that goes out to a network. */
    static String words(Net net, String text) {
        return "to" + net.name + " " + text;
    }

    /** What came in on a network's channel with this in its text, newest first. */
    List<JsonNode> found(Net net, String part) throws Exception {
        return log.all("/api/v1/messages?limit=200&channel=" + net.channel).stream()
                .filter(message -> message.path("text").asText().contains(part))
                .toList();
    }

    /** Waits until this has come in on a network's channel; it has once. */
    JsonNode arrived(Net net, String part) throws Exception {
        await().until(() -> !found(net, part).isEmpty());
        List<JsonNode> found = found(net, part);
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    /** What people on a network see with this in its text, changes apart. */
    static List<Seen> seen(Net net, String part) throws Exception {
        return net.seen().stream()
                .filter(one -> one.has(part)
                        && one.corrects().isEmpty()
                        && one.retracts().isEmpty())
                .toList();
    }

    /** Waits until people on a network see this; they do once. */
    static Seen shown(Net net, String part) throws Exception {
        await(net + " shows it: " + part).until(() -> !seen(net, part).isEmpty());
        List<Seen> seen = seen(net, part);
        assertThat(seen).hasSize(1);
        return seen.get(0);
    }

    private static ConditionFactory await(String what) {
        return Awaitility.await(what).atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(50));
    }

    JsonNode message(String id) throws Exception {
        return caller.get("/api/v1/messages/" + id).body();
    }

    String trace(String id) throws Exception {
        return caller.get("/api/v1/messages/" + id + "/trace").body().toString();
    }

    /** The delivery of a message itself to a network. */
    Optional<JsonNode> delivery(String id, Net net) throws Exception {
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode delivery :
                caller.get("/api/v1/messages/" + id + "/deliveries").body().path("items")) {
            if (delivery.path("channel").asText().equals(net.channel)
                    && !delivery.path("change").isTextual()) {
                found.add(delivery);
            }
        }
        return found.stream().findFirst();
    }

    /** Waits until a delivery is in this state. */
    JsonNode awaitState(String id, Net net, String state) throws Exception {
        await(net + " " + state)
                .untilAsserted(() -> assertThat(delivery(id, net))
                        .hasValueSatisfying(one -> assertThat(one.path("state").asText())
                                .as("%s", one)
                                .isEqualTo(state)));
        return delivery(id, net).orElseThrow();
    }

    /** How a delivery ends well there. */
    static String done(Net net) {
        return net.can(Can.RECEIPTS) ? "delivered" : "sent";
    }

    void close() throws Exception {
        hub.close();
        for (Net net : nets) {
            net.close();
        }
    }
}
