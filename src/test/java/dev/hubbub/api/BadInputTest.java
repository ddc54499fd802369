package dev.hubbub.api;

import static dev.hubbub.api.SharedHub.HUB;
import static dev.hubbub.api.SharedHub.MEMBER;
import static dev.hubbub.api.SharedHub.OPERATOR;
import static dev.hubbub.api.SharedHub.says;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hubbub.Asking;
import dev.hubbub.Asking.Answered;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Bad inputs: each gets the right problem, and nothing is stored. */
class BadInputTest {
    private static final String TEAM = "/channels/shoutbox/team/messages";
    private static final String NOBODYS = UUID.randomUUID().toString();
    private static final String COUNT = "select (select count(*) from message) + (select count(*) from rule)"
            + " + (select count(*) from record) + (select count(*) from hub_user) + (select count(*) from api_client)";

    /**
     * One bad input.
     *
     * @param field what its first error names, or null
     */
    private record Bad(
            String what,
            Asking who,
            String method,
            String path,
            @Nullable String body,
            List<String> headers,
            int status,
            @Nullable String field) {}

    private static Bad post(String what, @Nullable String body, int status, @Nullable String field) {
        return new Bad(what, MEMBER, "POST", TEAM, body, List.of(), status, field);
    }

    private static Bad get(String what, String path, int status, @Nullable String field) {
        return new Bad(what, OPERATOR, "GET", path, null, List.of(), status, field);
    }

    private static Bad token(String what, String token) {
        return new Bad(what, MEMBER.as(token), "POST", TEAM, says("no"), List.of(), 401, null);
    }

    private static Bad send(String what, Asking who, String method, String path, @Nullable String body, int status) {
        return new Bad(what, who, method, path, body, List.of(), status, null);
    }

    private static Stream<Bad> bodies() {
        String deep = "[".repeat(20_000) + "]".repeat(20_000);
        return Stream.of(
                post("no body", null, 400, null),
                post("empty body", "", 400, null),
                post("malformed JSON", "{\"text\":", 400, null),
                post("JSON with a tail", "{\"text\":\"a\"} x", 400, null),
                post("a list", "[]", 400, null),
                post("a text", "\"hello\"", 400, null),
                post("null", "null", 400, null),
                post("the same field twice", "{\"text\":\"a\",\"text\":\"b\"}", 400, null),
                post("deeply nested", "{\"text\":" + deep + "}", 400, null),
                post("no text", "{}", 400, "/text"),
                post("text is a number", "{\"text\":5}", 400, "/text"),
                post("text is null", "{\"text\":null}", 400, "/text"),
                post("unknown field", "{\"text\":\"a\",\"sender\":\"acct:root@hub\"}", 400, null),
                post("blank text", "{\"text\":\"  \"}", 422, "/text"),
                post("long text", says("x".repeat(100_001)), 400, "/text"),
                post("too large", says("x".repeat(1_100_000)), 413, null),
                post("unknown priority", "{\"text\":\"a\",\"priority\":\"mega\"}", 400, "/priority"),
                post("no tag", "{\"text\":\"a\",\"tags\":[\"No Tag\"]}", 400, "/tags/0"),
                post("tags are no list", "{\"text\":\"a\",\"tags\":\"x\"}", 400, "/tags"),
                post("no id to answer", "{\"text\":\"a\",\"inReplyTo\":\"1\"}", 400, "/inReplyTo"),
                post("answer to nothing", "{\"text\":\"a\",\"inReplyTo\":\"" + NOBODYS + "\"}", 422, "/inReplyTo"),
                post("unknown target", "{\"text\":\"a\",\"to\":[{\"channel\":\"no/where\"}]}", 422, "/to/0/channel"),
                post(
                        "foreign target",
                        "{\"text\":\"a\",\"to\":[{\"channel\":\"shoutbox/ops\"}]}",
                        422,
                        "/to/0/channel"),
                post(
                        "no address",
                        "{\"text\":\"a\",\"to\":[{\"channel\":\"shoutbox/team\",\"recipient\":\"x: y\"}]}",
                        422,
                        "/to/0/recipient"),
                post(
                        "no Base64",
                        "{\"text\":\"a\",\"attachments\":[{\"name\":\"a\",\"mediaType\":\"a/b\",\"content\":\"%%\"}]}",
                        422,
                        "/attachments/0/content"),
                post(
                        "no media type",
                        "{\"text\":\"a\",\"attachments\":[{\"name\":\"a\",\"mediaType\":\"x\",\"content\":\"\"}]}",
                        400,
                        "/attachments/0/mediaType"),
                new Bad(
                        "key with a space",
                        MEMBER,
                        "POST",
                        TEAM,
                        says("a"),
                        List.of("Idempotency-Key", "a b"),
                        400,
                        null),
                new Bad("a form", MEMBER, "POST", TEAM, "text=a", List.of("Content-Type", "text/plain"), 415, null));
    }

    private static Stream<Bad> places() {
        return Stream.of(
                send("unknown channel", OPERATOR, "POST", "/channels/no/where/messages", says("a"), 404),
                send("foreign channel", MEMBER, "POST", "/channels/shoutbox/ops/messages", says("a"), 404),
                send("channel in capitals", OPERATOR, "POST", "/channels/Shoutbox/team/messages", says("a"), 400),
                get("unknown message", "/messages/" + NOBODYS, 404, null),
                get("no id", "/messages/1-1-1-1-1", 400, "path.id"),
                get("a quote for an id", "/messages/'%20or%201=1", 400, "path.id"),
                get("unknown attachment", "/messages/" + NOBODYS + "/attachments/" + NOBODYS, 404, null),
                get("bad cursor", "/messages?cursor=abc", 400, "query.cursor"),
                get("cursor of another list", "/messages?cursor=" + cursor('d'), 400, "query.cursor"),
                get("limit 0", "/messages?limit=0", 400, "query.limit"),
                get("limit 1000", "/messages?limit=1000", 400, "query.limit"),
                get("limit in words", "/messages?limit=ten", 400, "query.limit"),
                get("no such day", "/messages?from=2026-02-30T00:00:00Z", 400, "query.from"),
                get("no channel", "/messages?channel=team", 400, "query.channel"),
                get("unknown state", "/deliveries?state=lost", 400, "query.state"),
                get("unknown place", "/nothing/here", 404, null),
                get("a folder up", "!/api/v1/../v1/rules", 400, null),
                get("a folder up, hidden", "!/api/v1/%2e%2e/v1/rules", 400, null),
                get("two slashes", "!/api//v1/rules", 400, null),
                get("a file of the machine", "/route-files/..%2f..%2fetc%2fpasswd", 400, null),
                get("NUL in a name", "/route-files/a%00b", 400, null),
                send("wrong method", OPERATOR, "DELETE", "/channels", null, 405),
                send("redrive of nothing", OPERATOR, "POST", "/deliveries/" + NOBODYS + "/redrive", null, 404),
                send("job that is not there", OPERATOR, "POST", "/jobs/none/run", null, 404),
                send("record without an id", OPERATOR, "PUT", "/resources/a/records", "{\"records\":[{}]}", 400),
                send(
                        "record that leads to a script",
                        OPERATOR,
                        "PUT",
                        "/resources/a/records",
                        "{\"records\":[{\"id\":\"1\",\"href\":\"javascript:alert(1)\"}]}",
                        400),
                send(
                        "rule without actions",
                        OPERATOR,
                        "POST",
                        "/rules",
                        "{\"name\":\"a\",\"when\":{},\"then\":[]}",
                        400),
                send(
                        "rule with a hostile pattern",
                        OPERATOR,
                        "POST",
                        "/rules",
                        "{\"name\":\"a\",\"when\":{\"matches\":\"(\"},\"then\":[{\"stop\":true}]}",
                        422));
    }

    private static Stream<Bad> callers() {
        return Stream.of(
                token("no token", ""),
                token("nonsense for a token", "abc"),
                token("a token without a signature", none()),
                token("a token that was changed", tampered()),
                token("an expired token", HUB.token("at+jwt", "hubbub", Duration.ofMinutes(-5))),
                token("a token for somebody else", HUB.token("at+jwt", "other", Duration.ofMinutes(5))),
                token("an ID token", HUB.token("JWT", "hubbub", Duration.ofMinutes(5))),
                new Bad("Basic", MEMBER.as(""), "GET", "/me", null, List.of("Authorization", "Basic YTpi"), 401, null),
                send("member at rules", MEMBER, "GET", "/rules", null, 403),
                send("member at deliveries", MEMBER, "GET", "/deliveries", null, 403),
                send("operator at users", OPERATOR, "POST", "/users", "{\"name\":\"x\",\"roles\":[\"admin\"]}", 403),
                new Bad(
                        "write of another origin",
                        MEMBER.as(""),
                        "POST",
                        TEAM,
                        says("a"),
                        List.of("Cookie", "hubbub-session=x", "Origin", "http://evil.example"),
                        401,
                        null));
    }

    @TestFactory
    Stream<DynamicTest> eachGetsTheRightProblemAndNothingIsStored() {
        return Stream.of(bodies(), places(), callers())
                .flatMap(all -> all)
                .map(bad -> DynamicTest.dynamicTest(bad.what(), () -> check(bad)));
    }

    private static void check(Bad bad) {
        long before = HUB.number(COUNT);
        Answered answered = bad.who()
                .send(bad.method(), bad.path(), bad.body(), bad.headers().toArray(String[]::new));

        assertThat(answered.status()).as(answered.body()).isEqualTo(bad.status());
        assertThat(answered.header("Content-Type")).isEqualTo("application/problem+json");
        JsonNode problem = answered.json();
        assertThat(problem.get("status").asInt()).isEqualTo(bad.status());
        assertThat(problem.get("title").asText()).isNotEmpty();
        assertThat(problem.get("instance").asText()).startsWith("urn:uuid:");
        if (bad.field() != null) {
            assertThat(problem.get("errors").findValuesAsText("field"))
                    .as(answered.body())
                    .contains(bad.field());
        }
        assertThat(HUB.number(COUNT)).isEqualTo(before);
    }

    /** What OPERATOR may, signed by nobody. */
    private static String none() {
        String[] parts = OPERATOR.token().split("\\.", -1);
        String head = "{\"alg\":\"none\",\"typ\":\"at+jwt\"}";
        return encode(head) + "." + parts[1] + ".";
    }

    private static String tampered() {
        String[] parts = OPERATOR.token().split("\\.", -1);
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        return parts[0] + "." + encode(claims.replace("operator", "adminadm")) + "." + parts[2];
    }

    private static String cursor(char kind) {
        byte[] bytes = new byte[17];
        bytes[0] = (byte) kind;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String encode(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
