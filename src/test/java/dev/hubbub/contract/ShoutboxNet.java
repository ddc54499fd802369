package dev.hubbub.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hubbub.Caller;
import dev.hubbub.Log;
import dev.hubbub.TestHub;
import dev.hubbub.config.Settings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The hub's own page, by its API. */
final class ShoutboxNet extends Net {
    private static final ObjectMapper JSON = new ObjectMapper();

    private @Nullable Caller caller;

    ShoutboxNet() {
        super(
                "shoutbox",
                "shoutbox/ops",
                Can.NAME,
                Can.SUBJECT,
                Can.ANSWER,
                Can.CORRECT,
                Can.RETRACT,
                Can.FILE,
                Can.ANSWERS,
                Can.CORRECTS,
                Can.RETRACTS,
                Can.FILES,
                Can.REPEAT);
    }

    private Caller caller() {
        return Objects.requireNonNull(caller);
    }

    @Override
    Settings configure(Settings settings) {
        return settings;
    }

    @Override
    void joined(TestHub hub, Caller who) {
        caller = who;
    }

    @Override
    String say(Said said) throws Exception {
        if (!said.corrects().isEmpty()) {
            caller().patch(
                            "/api/v1/messages/" + said.corrects(),
                            JSON.createObjectNode().put("text", said.text()).toString());
            return said.corrects();
        }
        if (!said.retracts().isEmpty()) {
            caller().delete("/api/v1/messages/" + said.retracts());
            return said.retracts();
        }
        return Everywhere.idOf(caller().post("/api/v1/channels/" + channel + "/messages", body(said)));
    }

    static String body(Said said) {
        ObjectNode body = JSON.createObjectNode().put("text", said.text());
        if (!said.id().isEmpty()) {
            body.put("key", said.id());
        }
        if (!said.subject().isEmpty()) {
            body.put("subject", said.subject());
        }
        if (!said.answers().isEmpty()) {
            body.put("inReplyTo", said.answers());
        }
        if (!said.file().isEmpty()) {
            body.putArray("attachments")
                    .addObject()
                    .put("name", said.file())
                    .put("mediaType", "text/plain")
                    .put("content", Base64.getEncoder().encodeToString("inside".getBytes(StandardCharsets.UTF_8)));
        }
        return body.toString();
    }

    @Override
    String sender() {
        return "acct:local@hub";
    }

    @Override
    List<Seen> seen() throws Exception {
        List<Seen> seen = new ArrayList<>();
        for (JsonNode message : new Log(caller()).feed(channel)) {
            String id = message.path("id").asText();
            String files = message.path("attachments").toString();
            seen.add(new Seen(
                    id,
                    message.path("text").asText(),
                    files,
                    message.path("inReplyTo").asText(),
                    message.has("editedAt") ? id : "",
                    message.has("deletedAt") ? id : ""));
        }
        Collections.reverse(seen);
        return seen;
    }
}
