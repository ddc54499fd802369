package dev.hubbub.api;

import static dev.hubbub.api.SharedHub.HUB;
import static dev.hubbub.api.SharedHub.says;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hubbub.Asking;
import dev.hubbub.api.Recipe.Wish;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** A recipe, or several, for every operation of the contract. */
final class Recipes {
    private static final Asking ADMIN = HUB.admin();
    private static final String RULE =
            "{\"name\":\"matrix\",\"when\":{\"channel\":\"no/where\"},\"then\":[{\"tag\":\"matrix\"}]}";
    private static final String ABSENT = UUID.randomUUID().toString();
    private static final String SPARE = """
            - route:
                id: spare
                from:
                  uri: timer:spare?repeatCount=1
                  steps:
                    - setBody:
                        method: { beanType: dev.hubbub.store.Story, method: "keyed('spare', 'test', 'Spare', 'Told.')" }
                    - to: jpa:dev.hubbub.store.Story
            - route:
                id: spare-presence
                from: { uri: "hub:presence/shoutbox/team", steps: [ { stop: {} } ] }
            - route:
                id: spare-foreign-presence
                from: { uri: "hub:presence/shoutbox/ops", steps: [ { stop: {} } ] }
            - route:
                id: spare-raw
                from: { uri: "hub:raw/shoutbox/ops", steps: [ { stop: {} } ] }
            """;
    private static final String TYPING = "{\"chatState\":\"composing\"}";
    private static final String STANZA = "{\"stanza\":\"<message/>\"}";

    private final Said team = say("team");
    private final Said ops = say("ops");
    private final String story = story();
    private int made;

    /** A message with a file. */
    private record Said(String id, String attachment) {}

    private static Said say(String box) {
        JsonNode message = ADMIN.post(
                        "/channels/shoutbox/" + box + "/messages",
                        "{\"text\":\"matrix\",\"attachments\":[{\"name\":\"a\",\"mediaType\":\"text/plain\",\"content\":\"YQ==\"}]}")
                .json();
        return new Said(
                message.get("id").asText(), message.at("/attachments/0/id").asText());
    }

    private static String story() {
        HUB.route("spare.camel.yaml", SPARE);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> ADMIN.get("/stories").body().contains("Spare"));
        return ADMIN.get("/stories").json().at("/items/0/id").asText();
    }

    List<Recipe> all() {
        return Stream.of(
                        channels(),
                        messages(),
                        posts(),
                        deliveries(),
                        rules(),
                        files(),
                        resources(),
                        sandbox(),
                        identity())
                .flatMap(recipes -> recipes)
                .toList();
    }

    private Stream<Recipe> channels() {
        return Stream.of(
                Recipe.of("listChannels", "/channels"),
                Recipe.of("getChannel", "/channels/shoutbox/team", "/channels/shoutbox/nil")
                        .orForeign(Wish.of("/channels/shoutbox/ops")),
                new Recipe(
                        "setReadMark",
                        seat -> new Wish("/channels/shoutbox/team/read-mark", "{\"message\":\"" + team.id() + "\"}"),
                        new Wish("/channels/shoutbox/ops/read-mark", "{\"message\":\"" + ops.id() + "\"}"),
                        new Wish("/channels/shoutbox/nil/read-mark", "{\"message\":\"" + team.id() + "\"}"),
                        404),
                new Recipe(
                        "setPresence",
                        seat -> new Wish("/channels/shoutbox/team/presence", TYPING),
                        new Wish("/channels/shoutbox/ops/presence", TYPING),
                        new Wish("/channels/shoutbox/nil/presence", TYPING),
                        404),
                Recipe.of("sendRaw", seat -> new Wish("/channels/shoutbox/ops/raw", STANZA))
                        .orAbsent(new Wish("/channels/shoutbox/nil/raw", STANZA)),
                Recipe.of("pauseChannel", "/channels/shoutbox/ops/pause", "/channels/shoutbox/nil/pause"),
                Recipe.of("resumeChannel", "/channels/shoutbox/ops/resume", "/channels/shoutbox/nil/resume"),
                new Recipe(
                        "sendTest",
                        seat -> new Wish("/channels/shoutbox/ops/test", "{}"),
                        null,
                        new Wish("/channels/shoutbox/nil/test", "{}"),
                        404),
                Recipe.of("streamEvents", "/stream"));
    }

    private Stream<Recipe> messages() {
        return Stream.of(
                Recipe.of("listChannelMessages", "/channels/shoutbox/team/messages", "/channels/shoutbox/nil/messages")
                        .orForeign(Wish.of("/channels/shoutbox/ops/messages")),
                Recipe.of("listMessages", "/messages", "/messages?q=matrix&channel=shoutbox/nil")
                        .orForeign(Wish.of("/messages?q=matrix&channel=shoutbox/ops"))
                        .answered(200),
                message("getMessage", ""),
                new Recipe(
                        "editMessage",
                        seat -> new Wish(said(seat), says("edited")),
                        new Wish("/messages/" + say("ops").id(), says("edited")),
                        new Wish("/messages/" + ABSENT, says("edited")),
                        404),
                new Recipe(
                        "deleteMessage",
                        seat -> Wish.of(said(seat)),
                        Wish.of("/messages/" + say("ops").id()),
                        Wish.of("/messages/" + ABSENT),
                        404),
                message("getMessageTrace", "/trace"),
                message("listMessageDeliveries", "/deliveries"),
                Recipe.of("getAttachment", file(team, team.attachment()), file(team, ABSENT))
                        .orForeign(Wish.of(file(ops, ops.attachment()))));
    }

    /** A message of somebody's own. */
    private static String said(Seat seat) {
        return "/messages/"
                + seat.ask("POST", new Wish("/channels/shoutbox/team/messages", says("mine")))
                        .json()
                        .path("id")
                        .asText(ABSENT);
    }

    private Recipe message(String operation, String what) {
        return Recipe.of(operation, "/messages/" + team.id() + what, "/messages/" + ABSENT + what)
                .orForeign(Wish.of("/messages/" + ops.id() + what));
    }

    private static String file(Said message, String attachment) {
        return "/messages/" + message.id() + "/attachments/" + attachment;
    }

    private Stream<Recipe> posts() {
        String many = "{\"messages\":[" + says("a") + "]}";
        return Stream.of(
                post("/messages", says("a"), says("a"), says("a")),
                new Recipe(
                        "postMessages",
                        seat -> new Wish("/channels/shoutbox/team/messages/batch", many),
                        new Wish("/channels/shoutbox/ops/messages/batch", many),
                        new Wish("/channels/shoutbox/nil/messages/batch", many),
                        404),
                inTeam("{\"text\":\"a\",\"inReplyTo\":\"%s\"}", team.id(), ops.id(), ABSENT),
                inTeam(
                        "{\"text\":\"a\",\"to\":[{\"channel\":\"%s\"}]}",
                        "shoutbox/team", "shoutbox/ops", "shoutbox/nil"));
    }

    private static Recipe post(String what, String own, String foreign, String absent) {
        return new Recipe(
                "postMessage",
                seat -> new Wish("/channels/shoutbox/team" + what, own),
                new Wish("/channels/shoutbox/ops" + what, foreign),
                new Wish("/channels/shoutbox/nil" + what, absent),
                404);
    }

    /** A message to a channel of one's own that names something else. */
    private static Recipe inTeam(String body, String own, String foreign, String absent) {
        String path = "/channels/shoutbox/team/messages";
        return new Recipe(
                "postMessage",
                seat -> new Wish(path, body.formatted(own)),
                new Wish(path, body.formatted(foreign)),
                new Wish(path, body.formatted(absent)),
                422);
    }

    private Stream<Recipe> deliveries() {
        return Stream.of(
                Recipe.of("listDeliveries", "/deliveries"),
                Recipe.of("redriveDelivery", seat -> Wish.of("/deliveries/" + dead() + "/redrive"))
                        .orAbsent(Wish.of("/deliveries/" + ABSENT + "/redrive")));
    }

    private static String dead() {
        String id = ADMIN.post("/channels/shoutbox/team/messages", says("boom"))
                .json()
                .get("id")
                .asText();
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> ADMIN.get("/messages/" + id + "/deliveries").body().contains("\"dead\""));
        for (JsonNode delivery :
                ADMIN.get("/messages/" + id + "/deliveries").json().get("items")) {
            if (delivery.get("state").asText().equals("dead")) {
                return delivery.get("id").asText();
            }
        }
        throw new IllegalStateException("no delivery is dead");
    }

    private Stream<Recipe> rules() {
        String absent = "/rules/" + ABSENT;
        return Stream.of(
                Recipe.of("listRules", "/rules"),
                Recipe.of("createRule", seat -> new Wish("/rules", RULE)),
                Recipe.of("getRuleSchema", "/rules/schema"),
                Recipe.of(
                        "dryRunRules",
                        seat -> new Wish(
                                "/rules/dry-run",
                                "{\"message\":{\"channel\":\"shoutbox/team\",\"sender\":\"acct:a@hub\",\"text\":\"a\"}}")),
                Recipe.of("getRule", seat -> Wish.of(rule())).orAbsent(Wish.of(absent)),
                Recipe.of("replaceRule", seat -> new Wish(rule(), RULE, "If-Match", "\"1\""))
                        .orAbsent(new Wish(absent, RULE, "If-Match", "\"1\"")),
                Recipe.of("deleteRule", seat -> new Wish(rule(), null, "If-Match", "\"1\""))
                        .orAbsent(new Wish(absent, null, "If-Match", "\"1\"")),
                Recipe.of("listRuleFiles", "/rule-files"));
    }

    private static String rule() {
        return "/rules/" + ADMIN.post("/rules", RULE).json().get("id").asText();
    }

    private Stream<Recipe> files() {
        String file = "/route-files/spare.camel.yaml";
        String absent = "/route-files/absen.camel.yaml";
        String job = ADMIN.get("/jobs").json().at("/items/0/name").asText();
        return Stream.of(
                Recipe.of("listRouteFiles", "/route-files"),
                Recipe.of("getRouteFile", file, absent),
                Recipe.of("pauseRouteFile", file + "/pause", absent + "/pause"),
                Recipe.of("resumeRouteFile", file + "/resume", absent + "/resume"),
                Recipe.of("listStories", "/stories"),
                Recipe.of("getStory", "/stories/" + story, "/stories/" + ABSENT),
                Recipe.of("listJobs", "/jobs"),
                Recipe.of("runJob", "/jobs/" + job + "/run", "/jobs/no-such-job/run"));
    }

    private Stream<Recipe> resources() {
        return Stream.of(
                Recipe.of("listResources", "/resources"),
                Recipe.of(
                        "putRecords", seat -> new Wish("/resources/matrix/records", "{\"records\":[{\"id\":\"1\"}]}")),
                Recipe.of("deleteRecord", seat -> Wish.of(known()))
                        .orAbsent(Wish.of("/resources/matrix/records/none")));
    }

    private static Stream<Recipe> sandbox() {
        String body = "{\"box\":\"+4917604069001\",\"text\":\"hello\"}";
        return Stream.of(
                Recipe.of("listSandboxPeers", "/sandbox"),
                Recipe.of("listSandboxMessages", "/sandbox/sms/messages", "/sandbox/none/messages"),
                Recipe.of("sayInSandbox", seat -> new Wish("/sandbox/sms/messages", body))
                        .orAbsent(new Wish("/sandbox/none/messages", body)));
    }

    private static String known() {
        ADMIN.send("PUT", "/resources/matrix/records", "{\"records\":[{\"id\":\"gone\"}]}");
        return "/resources/matrix/records/gone";
    }

    private Stream<Recipe> identity() {
        String password = "{\"current\":\"" + Seat.PASSWORD + "\",\"password\":\"" + Seat.PASSWORD + "\"}";
        return Stream.of(
                Recipe.of("getMe", "/me"),
                Recipe.of("changeMyPassword", seat -> new Wish("/me/password", password)),
                Recipe.of("listUsers", "/users"),
                Recipe.of("createUser", seat -> new Wish("/users", body("name", fresh()))),
                Recipe.of("changeUser", seat -> new Wish("/users/" + made("users", "name"), "{\"disabled\":true}"))
                        .orAbsent(new Wish("/users/nobody-here", "{\"disabled\":true}")),
                Recipe.of("deleteUser", seat -> Wish.of("/users/" + made("users", "name")))
                        .orAbsent(Wish.of("/users/nobody-here")),
                Recipe.of("listAudit", "/audit"),
                Recipe.of("getKeys", "/keys"),
                Recipe.of("rotateKeys", seat -> new Wish("/keys/rotation", "{}")),
                Recipe.of("listClients", "/clients"),
                Recipe.of("createClient", seat -> new Wish("/clients", body("id", fresh()))),
                Recipe.of("deleteClient", seat -> Wish.of("/clients/" + made("clients", "id")))
                        .orAbsent(Wish.of("/clients/nobody-here")));
    }

    private String fresh() {
        return "matrix-" + made++;
    }

    private String made(String kind, String field) {
        String name = fresh();
        ADMIN.post("/" + kind, body(field, name));
        return name;
    }

    private static String body(String field, String name) {
        return "{\"" + field + "\":\"" + name + "\",\"roles\":[\"member\"]}";
    }
}
