package dev.hubbub.api;

import static dev.hubbub.api.SharedHub.ADMIN;
import static dev.hubbub.api.SharedHub.HUB;
import static dev.hubbub.api.SharedHub.MEMBER;
import static dev.hubbub.api.SharedHub.OPERATOR;
import static dev.hubbub.api.SharedHub.OPS;
import static dev.hubbub.api.SharedHub.TEAM;
import static dev.hubbub.api.SharedHub.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hubbub.Asking.Answered;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Saying things, and reading them, their deliveries and their traces. */
class MessagesApiTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    void aTestGoesOverOneChannelWhateverTheRulesSay() {
        Answered sent = OPERATOR.post(TEAM.replace("messages", "test"), "{}");
        assertThat(sent.status()).isEqualTo(201);
        String id = sent.json().path("id").asText();
        assertThat(sent.json().path("text").asText()).startsWith("This is a test of shoutbox/team, sent by ");
        await().atMost(SOON).untilAsserted(() -> {
            JsonNode deliveries =
                    OPERATOR.get("/messages/" + id + "/deliveries").json().path("items");
            assertThat(deliveries).hasSize(1);
            assertThat(deliveries.path(0).path("channel").asText()).isEqualTo("shoutbox/team");
            assertThat(deliveries.path(0).path("state").asText()).isEqualTo("sent");
        });
        assertThat(OPERATOR.post(TEAM.replace("messages", "test"), "{\"recipient\": \"nobody\"}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void postedMessageIsAnsweredReadListedAndFound() {
        Answered posted = MEMBER.post(TEAM, """
                {"text":"Stand-up in 5 minutes, xyzzy","subject":"Stand-up","priority":"high","tags":["meeting"],
                 "html":"<b onclick=x>now</b><script>bad()</script>"}""");

        assertThat(posted.status()).isEqualTo(201);
        JsonNode message = posted.json();
        String id = message.get("id").asText();
        assertThat(posted.header("Location")).isEqualTo("/api/v1/messages/" + id);
        assertThat(message.get("channel").asText()).isEqualTo("shoutbox/team");
        assertThat(message.get("sender").asText()).isEqualTo("acct:test-member@hub");
        assertThat(message.get("senderShown").asText()).isEqualTo("test-member");
        assertThat(message.get("verified").asBoolean()).isTrue();
        assertThat(message.get("priority").asText()).isEqualTo("high");
        assertThat(message.get("html").asText()).isEqualTo("<b>now</b>");
        assertThat(message.get("tags").get(0).asText()).isEqualTo("meeting");
        assertThat(message.has("via")).isFalse();
        assertThat(MEMBER.get("/messages/" + id).json()).isEqualTo(message);
        assertThat(ids(MEMBER.get("/messages?q=XYZZY&tag=meeting"))).containsExactly(id);
        JsonNode seen = MEMBER.get(TEAM + "?limit=200").json().get("items");
        assertThat(seen.findValuesAsText("id")).contains(id);
        assertThat(seen.get(0).get("via").asText()).isEqualTo("shoutbox/team");
    }

    @Test
    void traceTellsRulesDeliveriesAndAttempts() {
        String id = post("a boom for the trace");
        await().atMost(SOON).untilAsserted(() -> assertThat(states(id)).containsExactlyInAnyOrder("sent", "dead"));

        JsonNode trace = OPERATOR.get("/messages/" + id + "/trace").json();
        assertThat(trace.get("events").findValuesAsText("type"))
                .startsWith("message.stored")
                .contains("delivery.sent", "delivery.dead");
        assertThat(trace.get("events").get(0).get("detail").get("steps").toString())
                .contains("shouts go out", "boom breaks", "test/broken");
        assertThat(trace.get("deliveries")).hasSize(2);
        JsonNode forMember = MEMBER.get("/messages/" + id + "/trace").json();
        assertThat(forMember.toString()).doesNotContain("test/broken").doesNotContain("test/out");
        assertThat(forMember.get("deliveries")).isEmpty();
    }

    @Test
    void deadDeliveryIsSentAgainOnDemand() {
        String id = post("boom once more");
        await().atMost(SOON).untilAsserted(() -> assertThat(states(id)).contains("dead"));
        JsonNode dead = OPERATOR.get("/deliveries?state=dead&channel=test/broken")
                .json()
                .get("items")
                .get(0);
        assertThat(dead.get("reason").asText()).contains("it is broken");
        String delivery = dead.get("id").asText();

        Answered again = OPERATOR.post("/deliveries/" + delivery + "/redrive", "{}");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json().get("state").asText()).isEqualTo("pending");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(types(dead.get("message").asText()))
                        .containsSubsequence("delivery.dead", "delivery.redriven", "delivery.dead"));
        assertThat(MEMBER.post("/deliveries/" + delivery + "/redrive", "{}").status())
                .isEqualTo(403);
    }

    @Test
    void sixtyFourRacersWithOneKeyMakeOneMessage() {
        long before = HUB.number("select count(*) from message");
        List<CompletableFuture<Answered>> racers = IntStream.range(0, 64)
                .mapToObj(unused -> MEMBER.postAsync(TEAM, says("only once"), "Idempotency-Key", "race-1"))
                .toList();
        List<Answered> answers = racers.stream().map(CompletableFuture::join).toList();

        assertThat(answers).allMatch(answer -> answer.status() == 201);
        assertThat(answers.stream().map(Answered::body).distinct()).hasSize(1);
        assertThat(answers.stream()
                        .filter(answer -> answer.header("Idempotency-Replayed").isEmpty()))
                .hasSize(1);
        assertThat(HUB.number("select count(*) from message")).isEqualTo(before + 1);
        Answered other = MEMBER.post(TEAM, says("something else"), "Idempotency-Key", "race-1");
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.json().get("type").asText()).isEqualTo("urn:hubbub:problem:key-reused");
        assertThat(OPERATOR.post(TEAM, says("my own key"), "Idempotency-Key", "race-1")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void batchIsStoredInItsOrderAndSafeToRepeat() {
        String body =
                "{\"messages\":[{\"text\":\"one\",\"key\":\"b-1\"},{\"text\":\"two\",\"key\":\"b-2\"},{\"text\":\"three\"}]}";
        JsonNode first = MEMBER.post(TEAM + "/batch", body).json().get("items");
        JsonNode second = MEMBER.post(TEAM + "/batch", body).json().get("items");

        assertThat(first.findValuesAsText("id")).isSorted();
        assertThat(first.findValuesAsText("replayed")).containsOnly("false");
        assertThat(second.findValuesAsText("replayed")).containsExactly("true", "true", "false");
        assertThat(second.get(0).get("id")).isEqualTo(first.get(0).get("id"));
    }

    @Test
    void oneWrongMessageRefusesTheWholeBatch() {
        long before = HUB.number("select count(*) from message");
        Answered refused = MEMBER.post(TEAM + "/batch", "{\"messages\":[{\"text\":\"fine\"},{\"text\":\"  \"}]}");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().get("errors").get(0).get("field").asText()).isEqualTo("/messages/1/text");
        assertThat(HUB.number("select count(*) from message")).isEqualTo(before);
    }

    @Test
    void pagesNeitherLoseNorRepeatWhileMessagesArrive() {
        Set<String> mine = new LinkedHashSet<>();
        for (int i = 0; i < 40; i++) {
            mine.add(post("page me quux " + i));
        }
        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = MEMBER.get("/messages?q=quux&limit=7" + cursor).json();
            seen.addAll(page.get("items").findValuesAsText("id"));
            post("quux comes meanwhile");
            cursor = page.has("next") ? "&cursor=" + page.get("next").asText() : "";
        } while (!cursor.isEmpty());

        assertThat(seen).doesNotHaveDuplicates().containsAll(mine);
    }

    @Test
    void whatIsNotForYouIsNotThere() {
        String secret =
                OPERATOR.post(OPS, says("secret plugh")).json().get("id").asText();

        assertThat(MEMBER.get("/messages/" + secret).status()).isEqualTo(404);
        assertThat(MEMBER.get("/messages/" + secret + "/trace").status()).isEqualTo(404);
        assertThat(MEMBER.get("/messages/" + secret + "/deliveries").status()).isEqualTo(404);
        assertThat(MEMBER.get(OPS).status()).isEqualTo(404);
        assertThat(MEMBER.post(OPS, says("let me in")).status()).isEqualTo(404);
        assertThat(MEMBER.get("/channels/shoutbox/ops").status()).isEqualTo(404);
        assertThat(ids(MEMBER.get("/messages?q=plugh"))).isEmpty();
        assertThat(ids(OPERATOR.get("/messages?q=plugh"))).containsExactly(secret);
        assertThat(MEMBER.get("/channels").json().get("items").findValuesAsText("id"))
                .containsExactly("shoutbox/team");
        assertThat(MEMBER.post(TEAM, "{\"text\":\"re\",\"inReplyTo\":\"" + secret + "\"}")
                        .status())
                .isEqualTo(422);
        assertThat(MEMBER.post(TEAM, "{\"text\":\"hi\",\"to\":[{\"channel\":\"shoutbox/ops\"}]}")
                        .status())
                .isEqualTo(422);
    }

    @Test
    void explicitTargetMakesAMessageSeenThereAndReadable() {
        String id = OPERATOR.post(OPS, "{\"text\":\"for the team\",\"to\":[{\"channel\":\"shoutbox/team\"}]}")
                .json()
                .get("id")
                .asText();

        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(MEMBER.get("/messages/" + id).status()).isEqualTo(200));
        JsonNode item = MEMBER.get(TEAM).json().get("items").get(0);
        assertThat(item.get("id").asText()).isEqualTo(id);
        assertThat(item.get("via").asText()).isEqualTo("shoutbox/ops");
    }

    @Test
    void attachmentComesBackAsADownload() {
        JsonNode message = MEMBER.post(TEAM, """
                        {"text":"","attachments":[{"name":"../a b.html","mediaType":"text/html","content":"PGI+aGk8L2I+"}]}""").json();
        JsonNode file = message.get("attachments").get(0);
        assertThat(file.get("name").asText()).isEqualTo("a b.html");
        assertThat(file.get("size").asInt()).isEqualTo(9);

        Answered bytes = MEMBER.get("!" + file.get("href").asText());
        assertThat(bytes.body()).isEqualTo("<b>hi</b>");
        assertThat(bytes.header("Content-Type")).isEqualTo("application/octet-stream");
        assertThat(bytes.header("Content-Disposition")).isEqualTo("attachment; filename*=UTF-8''a%20b.html");
        JsonNode read = MEMBER.get("/messages/" + message.get("id").asText()).json();
        assertThat(read).isEqualTo(message);
    }

    @Test
    void whatIsCorrectedSaysOnlyTheNewTextAndWhatIsDeletedNothing() {
        JsonNode message = MEMBER.post(TEAM, """
                        {"text":"grault at noon","attachments":[{"name":"a","mediaType":"text/plain","content":"YQ=="}]}""").json();
        String path = "/messages/" + message.get("id").asText();

        JsonNode edited = MEMBER.send("PATCH", path, says("garply at one")).json();
        assertThat(edited.get("text").asText()).isEqualTo("garply at one");
        assertThat(edited.get("attachments")).isEqualTo(message.get("attachments"));
        assertThat(edited.has("editedAt")).isTrue();
        assertThat(ids(MEMBER.get("/messages?q=grault"))).isEmpty();
        assertThat(ids(MEMBER.get("/messages?q=garply")))
                .contains(message.get("id").asText());

        assertThat(OPERATOR.send("DELETE", path, null).status()).isEqualTo(204);
        assertThat(OPERATOR.send("DELETE", path, null).status()).isEqualTo(204);
        JsonNode deleted = MEMBER.get(path).json();
        assertThat(deleted.get("text").asText()).isEmpty();
        assertThat(deleted.get("attachments")).isEmpty();
        assertThat(deleted.has("deletedAt")).isTrue();
        assertThat(ids(MEMBER.get("/messages?q=garply"))).isEmpty();
        assertThat(MEMBER.get("!" + message.at("/attachments/0/href").asText()).status())
                .isEqualTo(404);
        assertThat(MEMBER.send("PATCH", path, says("back again")).status()).isEqualTo(409);
        assertThat(types(message.get("id").asText())).contains("message.edited", "message.deleted");
    }

    @Test
    void onlyWhoSaidItOrAnOperatorMayChangeIt() {
        String path = "/messages/"
                + OPERATOR.post(TEAM, says("waldo")).json().get("id").asText();

        assertThat(MEMBER.send("PATCH", path, says("fred")).status()).isEqualTo(403);
        assertThat(MEMBER.send("DELETE", path, null).status()).isEqualTo(403);
        assertThat(MEMBER.get(path).json().get("text").asText()).isEqualTo("waldo");
        assertThat(OPERATOR.send("PATCH", path, says(" ")).status()).isEqualTo(422);
    }

    @Test
    void pausedChannelHoldsItsDeliveriesBack() {
        JsonNode paused = ADMIN.post("/channels/test/out/pause", "{}").json();
        assertThat(paused.get("state").asText()).isEqualTo("paused");
        String id = post("wait for it");
        assertThat(states(id)).containsExactly("pending");

        assertThat(ADMIN.post("/channels/test/out/resume", "{}")
                        .json()
                        .get("state")
                        .asText())
                .isEqualTo("up");
        await().atMost(SOON).untilAsserted(() -> assertThat(states(id)).containsExactly("sent"));
        // counts are good for a second
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(counters().get("out").asInt()).isPositive());
    }

    private static JsonNode counters() {
        return ADMIN.get("/channels/test/out").json().get("counters");
    }

    private static String post(String text) {
        Answered posted = MEMBER.post(TEAM, says(text));
        assertThat(posted.status()).isEqualTo(201);
        return posted.json().get("id").asText();
    }

    private static List<String> ids(Answered listed) {
        return listed.json().get("items").findValuesAsText("id");
    }

    private static List<String> states(String id) {
        return OPERATOR.get("/messages/" + id + "/deliveries").json().findValuesAsText("state");
    }

    private static List<String> types(String id) {
        return OPERATOR.get("/messages/" + id + "/trace").json().get("events").findValuesAsText("type");
    }
}
