package dev.hubbub;

import static dev.hubbub.CanaryHub.CANARY;
import static dev.hubbub.CanaryHub.CLEAR;
import static dev.hubbub.CanaryHub.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Base64;
import java.util.List;

/** All that people say, and all that strangers send, with canaries in it. */
final class CanarySayings {
    /** What would make a second line, clear a screen, or turn one around. */
    private static final String HOSTILE =
            "\r\n12:00:00.000 ERROR forged line\u001b[2J\u202e\u2066\u2028\u2029\u0085\u200b\u200f";

    private static final String TEAM = "/api/v1/channels/shoutbox/team/messages";

    private final CanaryHub on;

    CanarySayings(CanaryHub on) {
        this.on = on;
    }

    void post() throws Exception {
        ArrayNode all = JSON.createArrayNode();
        for (int i = 0; i < 600; i++) {
            ObjectNode message = JSON.createObjectNode().put("text", on.canary());
            if (i % 6 == 1) {
                message.put("subject", on.canary()).put("html", "<p>" + on.canary() + "</p>");
            } else if (i % 6 == 2) {
                message.putArray("attachments")
                        .addObject()
                        .put("name", on.canary() + ".txt")
                        .put("mediaType", "text/plain")
                        .put(
                                "content",
                                Base64.getEncoder().encodeToString(on.canary().getBytes(StandardCharsets.UTF_8)));
            } else if (i % 60 == 3) {
                message.put("text", "boom " + on.canary()).put("subject", on.canary());
            } else if (i % 60 == 4) {
                message.put("text", "!remind in 5h " + on.canary());
            } else if (i % 60 == 5) {
                message.put("text", "!nosuchcommand " + on.canary());
            }
            all.add(message);
        }
        for (int from = 0; from < all.size(); from += 100) {
            ArrayNode batch = JSON.createArrayNode();
            for (int i = from; i < from + 100; i++) {
                batch.add(all.get(i));
            }
            assertThat(on.caller
                            .post(
                                    TEAM + "/batch",
                                    JSON.createObjectNode()
                                            .set("messages", batch)
                                            .toString())
                            .status())
                    .isEqualTo(201);
        }
        for (int i = 0; i < 5; i++) {
            String body = "{\"text\":\"" + on.canary() + "\"}";
            assertThat(on.send("POST", TEAM, body, "Idempotency-Key", CLEAR + i).statusCode())
                    .isEqualTo(201);
            assertThat(on.send("POST", TEAM, "{\"text\":\"" + on.canary() + "\"}", "Idempotency-Key", CLEAR + i)
                            .statusCode())
                    .isEqualTo(422);
        }
        on.caller.get("/api/v1/messages?q=" + on.canary());
        assertThat(on.caller.post("/api/v1/jobs/test.failing/run", "").status())
                .as(on.caller.get("/api/v1/jobs").body() + " "
                        + on.caller.get("/api/v1/route-files").body())
                .isEqualTo(202);
    }

    void hooks() throws Exception {
        for (int i = 0; i < 50; i++) {
            assertThat(on.send(
                                    "POST",
                                    "/hooks/in",
                                    on.canary(),
                                    "x-name",
                                    on.canary(),
                                    "x-subject",
                                    on.canary(),
                                    "Content-Type",
                                    "text/plain")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(on.send("POST", "/hooks/story", on.canary(), "Content-Type", "text/plain")
                            .statusCode())
                    .isEqualTo(200);
        }
        on.send("POST", "/hooks/json", on.canary() + " is no JSON", "Content-Type", "application/json");
        String form = "--x\r\nContent-Disposition: form-data; name=\"f\"; filename=\"" + on.canary() + "\"\r\n\r\n"
                + on.canary() + "\r\n--x--\r\n";
        on.send("POST", "/hooks/in", form, "Content-Type", "multipart/form-data; boundary=x");
        while (on.canaries.size() < 1000) {
            assertThat(on.caller.say("shoutbox/team", on.canary()).status()).isEqualTo(201);
        }
    }

    /** Every way in that a stranger, or somebody's file, has to the log. */
    void hostile() throws Exception {
        String path = URLEncoder.encode(HOSTILE, StandardCharsets.UTF_8).replace("+", "%20");
        String quoted = JSON.writeValueAsString(HOSTILE + CANARY + "x");
        // names and configuration are kept in clear
        String named = JSON.writeValueAsString(HOSTILE + CLEAR + "x");
        String plain = "\u202e\u2066\u0085\u009b2J";
        for (String at : List.of(
                "/api/v1/channels/" + path + "/" + path,
                "/api/v1/messages/" + path,
                "/" + path,
                "/hooks/" + path,
                "/api/v1/jobs/" + path + "/run",
                "/api/v1/route-files/" + path)) {
            on.send("GET", at, null);
            on.send("POST", at, "{}");
        }
        on.send("GET", "/api/v1/messages?q=" + path + "&channel=" + path + "&cursor=" + path, null);
        for (String header : List.of(
                "User-Agent",
                "X-Forwarded-For",
                "Idempotency-Key",
                "Last-Event-ID",
                "Cookie",
                "If-Match",
                "X-Request-Id",
                "Accept",
                "Origin",
                "Referer",
                "traceparent")) {
            on.send(
                    "POST",
                    TEAM,
                    "{\"text\":\"" + CANARY + "h\"}",
                    header,
                    plain + (header.equals("Idempotency-Key") ? CLEAR : CANARY) + "head");
        }
        on.send("GET", "/api/v1/stream", null, "Authorization", "Bearer " + CANARY + ".token." + CANARY);
        on.send("GET", "/api/v1/me", null, "Authorization", "Basic " + CANARY);
        String pair =
                Base64.getEncoder().encodeToString((HOSTILE + CANARY + ":" + CANARY).getBytes(StandardCharsets.UTF_8));
        on.send(
                "POST",
                "/oauth/token",
                "grant_type=client_credentials&scope=" + path,
                "Authorization",
                "Basic " + pair,
                "Content-Type",
                "application/x-www-form-urlencoded");
        on.send("POST", "/oauth/token", "grant_type=" + path, "Content-Type", "application/x-www-form-urlencoded");
        for (int i = 0; i < 8; i++) {
            on.send("POST", "/session", "{\"name\":" + quoted + ",\"password\":\"" + CANARY + "pw\"}");
            on.send("POST", "/api/v1/session", "{\"name\":" + quoted + ",\"password\":\"" + CANARY + "pw\"}");
        }
        for (String[] operation : new String[][] {
            {"/api/v1/users", "{\"name\":" + named + ",\"roles\":[\"member\"],\"password\":\"" + CANARY + "pw\"}"},
            {"/api/v1/clients", "{\"id\":" + named + ",\"title\":" + named + ",\"roles\":[\"member\"]}"},
            {"/api/v1/clients", "{\"id\":\"safe\",\"title\":" + named + ",\"roles\":[\"member\"]}"},
            {
                "/api/v1/rules",
                "{\"rule\":{\"name\":" + named + ",\"when\":{\"text\":\"" + CLEAR + "r\"},\"then\":[{\"reply\":" + named
                        + "}]}}"
            },
            {"/api/v1/rules/dry-run", "{\"text\":" + quoted + "}"},
            {
                TEAM,
                "{\"text\":" + quoted + ",\"subject\":" + quoted + ",\"html\":" + quoted + ",\"tags\":[" + quoted
                        + "],\"to\":[{\"channel\":" + quoted + "}]}"
            },
            {TEAM, "{\"text\":" + quoted + ",\"subject\":" + quoted + ",\"inReplyTo\":" + quoted + "}"},
            {TEAM, "{\"text\":" + quoted + "}"},
            {TEAM, "{\"text\":\"\\u0000" + CANARY + "nul\"}"},
            {TEAM, "{\"text\":" + CANARY},
            {TEAM, "{\"text\":\"boom \\u202e\\u2028\\u001b[2J" + CANARY + "b\"}"},
            {TEAM, "{\"text\":\"!nick\\u202e\\u2028\\u001b[2J " + CANARY + "b\"}"}
        }) {
            on.send("POST", operation[0], operation[1]);
        }
        on.send(
                "POST",
                "/hooks/in",
                HOSTILE + CANARY,
                "x-name",
                plain,
                "x-subject",
                plain,
                "Content-Type",
                "text/plain");
        on.send("POST", "/hooks/json", HOSTILE + CANARY, "Content-Type", "application/json");
        on.send(
                "PUT",
                "/api/v1/resources/booking/records",
                "{\"records\":[{\"id\":" + named + ",\"title\":" + named + "}]}");
        files();
    }

    /** Files whose names and faults are hostile; they are configuration, so there is nothing in them to be hidden. */
    private void files() throws IOException {
        String name = "evil\n12:00:00.000 ERROR forged\u202e\u001b[2J\u2028";
        String yaml =
                "- route: { from: { uri: \"nosuch\\n12:00:00.000 ERROR forged\\e[2J\\u202e:x\", steps: [ { to: 'log:x' } ] } }\n";
        Files.writeString(on.folder.resolve("routes/" + name + ".camel.yaml"), yaml);
        Files.writeString(on.folder.resolve("routes/odd.camel.yaml"), yaml);
        Files.writeString(on.folder.resolve("routes/binary.camel.yaml"), "\u001b[2J\u202e: [\u0085\u2028");
        Files.writeString(
                on.folder.resolve("config/rules/" + name + ".yaml"),
                "rules: [ { name: \"x\\n\\e[2J\\u202e\", whenn: 1 } ]");
        Files.writeString(
                on.folder.resolve("config/rules/odd.yaml"),
                "rules: [ { name: \"x\\n\\e[2J\\u202e\", \"a\\nb\\e\": 1 } ]");
        Files.writeString(
                on.folder.resolve("config/channels/" + name + ".yaml"),
                "channels: [ { channel: \"x\\n\\e[2J\\u202e/y\" } ]");
    }
}
