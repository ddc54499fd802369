package dev.hubbub.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hubbub.Caller;
import dev.hubbub.TestHub;
import dev.hubbub.config.Settings;
import dev.hubbub.peers.Slack;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A channel of Slack with the hub's app in it. */
final class SlackNet extends Net {
    private final Slack slack = new Slack();
    private final Map<String, ObjectNode> messages = new ConcurrentHashMap<>();
    private final int port;
    private volatile URI hook = URI.create("http://127.0.0.1/");

    SlackNet(Path home) throws Exception {
        super(
                "slack",
                "slack/main",
                Can.NAME,
                Can.ANSWER,
                Can.CORRECT,
                Can.RETRACT,
                Can.FILE,
                Can.FILES,
                Can.ANSWERS,
                Can.CORRECTS,
                Can.RETRACTS,
                Can.LOOKS);
        port = way(URI.create(slack.url()).getPort());
        Everywhere.example(home, "slack");
    }

    @Override
    Settings configure(Settings settings) {
        return settings.with("slack.url", "http://127.0.0.1:" + port, "test")
                .with("slack.files", "http://127.0.0.1:" + port, "test")
                .with("slack.token", Slack.TOKEN, "test")
                .with("slack.secret", Slack.SECRET, "test")
                .with("slack.channel", Slack.CHANNEL, "test");
    }

    @Override
    void joined(TestHub hub, Caller caller) {
        hook = hub.url("/hooks/slack");
    }

    @Override
    String say(Said said) throws Exception {
        if (!said.corrects().isEmpty()) {
            tell(slack.changed(said(said.corrects()), written(said.text())));
            return said.corrects();
        }
        if (!said.retracts().isEmpty()) {
            tell(slack.deleted(said(said.retracts())));
            return said.retracts();
        }
        // the same name is the same message, told again
        ObjectNode message = messages.computeIfAbsent(
                said.id(),
                id -> said.file().isEmpty()
                        ? slack.message(written(said.text()))
                        : slack.message(written(said.text()), said.file()));
        if (!said.answers().isEmpty()) {
            message.put("thread_ts", said.answers().substring(said.answers().indexOf('/') + 1));
        }
        tell(message);
        String id = Slack.CHANNEL + "/" + message.path("ts").asText();
        messages.put(id, message);
        return id;
    }

    private ObjectNode said(String id) {
        return Objects.requireNonNull(messages.get(id));
    }

    private static String written(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private void tell(ObjectNode event) throws Exception {
        int status = slack.tell(hook, event);
        if (status > 299) {
            throw new IllegalStateException("Slack is answered " + status);
        }
    }

    @Override
    String sender() {
        return "slack:U061F7AUR";
    }

    @Override
    boolean sayAsProgram(String text) throws Exception {
        tell(slack.message(text).put("bot_id", "B1"));
        return true;
    }

    @Override
    Optional<String> nobody() {
        return Optional.of("slack:C99");
    }

    @Override
    boolean limit() {
        slack.limit(1);
        return true;
    }

    @Override
    int longest() {
        return 4000;
    }

    @Override
    List<Seen> seen() {
        List<Seen> seen = new ArrayList<>();
        for (JsonNode taken : slack.taken()) {
            JsonNode files = taken.path("files");
            if (files.isArray()) {
                seen.add(seen.remove(seen.size() - 1).with(files.at("/0/title").asText()));
            } else {
                seen.add(seen(taken));
            }
        }
        return seen;
    }

    private static Seen seen(JsonNode taken) {
        String text = Slack.shown(taken);
        String about = taken.has("ts") ? Slack.CHANNEL + "/" + taken.path("ts").asText() : "";
        JsonNode thread = taken.path("thread_ts");
        return new Seen(
                about.isEmpty() ? Slack.CHANNEL + "/" + taken.path("given").asText() : about,
                text,
                "",
                thread.isMissingNode() ? "" : Slack.CHANNEL + "/" + thread.asText(),
                text.isEmpty() ? "" : about,
                text.isEmpty() ? about : "");
    }

    @Override
    void close() throws Exception {
        super.close();
        slack.close();
    }
}
