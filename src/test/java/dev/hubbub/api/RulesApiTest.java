package dev.hubbub.api;

import static dev.hubbub.api.SharedHub.ADMIN;
import static dev.hubbub.api.SharedHub.MEMBER;
import static dev.hubbub.api.SharedHub.OPERATOR;
import static dev.hubbub.api.SharedHub.TEAM;
import static dev.hubbub.api.SharedHub.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hubbub.Asking.Answered;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rules made by the API, and dry runs, on a whole hub. */
class RulesApiTest {
    private static final String RULE = """
            {"name":"%s","when":{"channel":"shoutbox/team","text":"frobnicate"},
             "then":[{"tag":"incident"},{"send":"shoutbox/ops"}]}""";

    @Test
    void ruleIsMadeChangedAndDeletedByWhoSawItsVersion() {
        Answered made = OPERATOR.post("/rules", RULE.formatted("etag"));
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.header("ETag")).isEqualTo("\"1\"");
        String path = "/rules/" + made.json().get("id").asText();
        assertThat(made.header("Location")).isEqualTo("/api/v1" + path);

        String changed = RULE.formatted("etag, changed");
        assertThat(OPERATOR.send("PUT", path, changed).status()).isEqualTo(428);
        assertThat(OPERATOR.send("PUT", path, changed, "If-Match", "\"7\"").status())
                .isEqualTo(412);
        Answered second = OPERATOR.send("PUT", path, changed, "If-Match", "\"1\"");
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.header("ETag")).isEqualTo("\"2\"");
        assertThat(OPERATOR.get(path).json().get("name").asText()).isEqualTo("etag, changed");
        assertThat(OPERATOR.send("DELETE", path, null, "If-Match", "\"1\"").status())
                .isEqualTo(412);
        assertThat(OPERATOR.send("DELETE", path, null, "If-Match", "\"2\"").status())
                .isEqualTo(204);
        assertThat(OPERATOR.get(path).status()).isEqualTo(404);
        assertThat(MEMBER.get("/rules").status()).isEqualTo(403);
    }

    @Test
    void madeRuleIsInForceAtOnceAndShownBesideThoseOfFiles() {
        Answered made = OPERATOR.post("/rules", RULE.formatted("in force"));
        String message =
                MEMBER.post(TEAM, says("please frobnicate")).json().get("id").asText();

        assertThat(OPERATOR.get("/messages/" + message).json().get("tags").toString())
                .contains("incident");
        JsonNode rules = OPERATOR.get("/rules").json();
        assertThat(rules.get("items").findValuesAsText("name")).startsWith("shouts go out", "boom breaks");
        JsonNode fromFile = rules.get("items").get(1);
        assertThat(fromFile.get("source").asText()).isEqualTo("file");
        assertThat(fromFile.get("file").asText()).isEqualTo("test.yaml");
        assertThat(fromFile.get("when").toString()).isEqualTo("{\"channel\":\"shoutbox/team\",\"text\":\"boom\"}");
        assertThat(fromFile.get("then").toString()).isEqualTo("[{\"tag\":\"incident\"},{\"send\":\"test/broken\"}]");
        String path = "/rules/" + made.json().get("id").asText();
        assertThat(OPERATOR.send("DELETE", path, null, "If-Match", "\"1\"").status())
                .isEqualTo(204);
        String later =
                MEMBER.post(TEAM, says("frobnicate again")).json().get("id").asText();
        assertThat(OPERATOR.get("/messages/" + later).json().get("tags")).isEmpty();
    }

    @Test
    void wrongRuleIsRefusedWithItsField() {
        Answered refused = OPERATOR.post(
                "/rules", "{\"name\":\"bad\",\"when\":{\"chanel\":\"sms/main\"},\"then\":[{\"send\":\"nowhere\"}]}");

        assertThat(refused.status()).isEqualTo(422);
        List<String> fields = refused.json().get("errors").findValuesAsText("field");
        assertThat(fields).anyMatch(field -> field.startsWith("/when")).anyMatch(field -> field.startsWith("/then/0"));
    }

    @Test
    void dryRunOfAPastedMessageSaysWhatAndWhy() {
        long before = SharedHub.HUB.number("select count(*) from message");
        JsonNode run = OPERATOR.post(
                        "/rules/dry-run",
                        "{\"message\":{\"channel\":\"shoutbox/team\",\"sender\":\"acct:ana@hub\",\"text\":\"Boom!\"}}")
                .json();

        JsonNode result = run.get("results").get(0);
        assertThat(run.get("matched").asInt()).isOne();
        assertThat(result.get("matches").findValuesAsText("rule")).containsExactly("shouts go out", "boom breaks");
        assertThat(result.get("matches").get(1).get("why").toString()).contains("boom");
        assertThat(result.get("matches").get(1).get("did").toString()).contains("tag");
        assertThat(result.get("send").findValuesAsText("channel")).containsExactly("test/out", "test/broken");
        assertThat(result.get("send").get(0).get("text").asText()).endsWith(": Boom!");
        assertThat(SharedHub.HUB.number("select count(*) from message")).isEqualTo(before);
    }

    @Test
    void dryRunOverTheLogSaysWhatReallyWasSent() {
        Instant from = Instant.now();
        for (String text : List.of("first dry", "boom dry", "third dry boom")) {
            MEMBER.post(TEAM, says(text));
        }
        OPERATOR.post("/channels/shoutbox/ops/messages", says("not by any rule"));
        String direct = MEMBER.post(TEAM, "{\"text\":\"dry\",\"to\":[{\"channel\":\"shoutbox/team\"}]}")
                .json()
                .get("id")
                .asText();
        JsonNode run = OPERATOR.post("/rules/dry-run", "{\"log\":{\"from\":\"" + from + "\",\"limit\":10}}")
                .json();

        assertThat(run.get("examined").asInt()).isGreaterThanOrEqualTo(4);
        Map<String, List<String>> would = new LinkedHashMap<>();
        run.get("results")
                .forEach(result -> would.put(
                        result.get("message").get("id").asText(),
                        sorted(result.get("send").findValuesAsText("channel"))));
        assertThat(would.remove(direct)).as("rules are not asked").isEmpty();
        would.forEach((message, channels) -> await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(sorted(OPERATOR.get("/messages/" + message + "/deliveries")
                                .json()
                                .findValuesAsText("channel")))
                        .isEqualTo(channels)));
        assertThat(would.values()).contains(List.of("test/broken", "test/out"), List.of());
    }

    @Test
    void dryRunTriesTheTextOfAFileInsteadOfTheRulesInForce() {
        Answered run = OPERATOR.post("/rules/dry-run", """
                {"message":{"channel":"sms/main","sender":"tel:+4917012345","text":"no heating"},
                 "rules":"rules:\\n  - name: sms\\n    when: { channel: sms/* }\\n    then: [ { send: sms/oncall } ]\\n"}""");
        assertThat(run.json().get("results").get(0).get("send").findValuesAsText("channel"))
                .containsExactly("sms/oncall");
        Answered wrong = OPERATOR.post(
                "/rules/dry-run",
                "{\"message\":{\"channel\":\"sms/main\",\"sender\":\"tel:+1\",\"text\":\"x\"},\"rules\":\"rules: [ oops\"}");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(OPERATOR.post("/rules/dry-run", "{}").status()).isEqualTo(422);
    }

    @Test
    void filesSchemaJobsStoriesAndRecordsAreShown() {
        assertThat(MEMBER.get("/rules/schema").json().has("$defs")).isTrue();
        assertThat(OPERATOR.get("/rule-files")
                        .json()
                        .get("items")
                        .get(0)
                        .get("state")
                        .asText())
                .isEqualTo("running");
        JsonNode file = OPERATOR.get("/route-files/test.camel.yaml").json();
        assertThat(file.get("state").asText()).isEqualTo("running");
        assertThat(file.get("channels").toString()).contains("shoutbox/team", "test/out");
        assertThat(OPERATOR.get("/route-files/none.yaml").status()).isEqualTo(404);
        assertThat(OPERATOR.get("/jobs").status()).isEqualTo(200);
        assertThat(OPERATOR.post("/jobs/none/run", "{}").status()).isEqualTo(404);
        assertThat(MEMBER.get("/stories").status()).isEqualTo(200);
        JsonNode booking = OPERATOR.send(
                        "PUT", "/resources/booking/records", "{\"records\":[{\"id\":\"4711\",\"title\":\"Room 4\"}]}")
                .json();
        assertThat(booking.get("records").asInt()).isOne();
        assertThat(MEMBER.get("/resources").json().get("items").findValuesAsText("name"))
                .contains("booking");
        assertThat(OPERATOR.send("DELETE", "/resources/booking/records/4711", null)
                        .status())
                .isEqualTo(204);
        assertThat(OPERATOR.send("DELETE", "/resources/booking/records/4711", null)
                        .status())
                .isEqualTo(404);
        assertThat(ADMIN.get("/me").json().get("kind").asText()).isEqualTo("client");
    }

    private static List<String> sorted(List<String> texts) {
        List<String> sorted = new ArrayList<>(texts);
        sorted.sort(null);
        return sorted;
    }
}
