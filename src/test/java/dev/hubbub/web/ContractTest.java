package dev.hubbub.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hubbub.security.Role;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What does not fit the contract is refused with the field and the reason, and reaches no operation. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContractTest {
    private static final String POST = "/api/v1/channels/shoutbox/team/messages";
    private static final String ID = "019aa0c4-9b1e-7c3a-8f5d-2f6a1c9e4b70";
    private static final String JSON = "application/json";

    private final TestServer server = new TestServer();
    private final Ask admin = server.client("admin-client", Role.ADMIN);

    @AfterAll
    void stop() {
        server.close();
    }

    static Stream<Arguments> bodies() {
        return Stream.of(
                body("", "", "missing"),
                body("{", "", "malformed"),
                body("nonsense", "", "malformed"),
                body("[]", "", "no JSON object"),
                body("null", "", "no JSON object"),
                body("\"text\"", "", "no JSON object"),
                body("{\"text\":\"a\"} {}", "", "JSON"),
                body("{\"text\":\"a\",\"text\":\"b\"}", "", "twice"),
                body("{}", "/text", "missing"),
                body("{\"text\":null}", "/text", "type"),
                body("{\"text\":7}", "/text", "type"),
                body("{\"text\":[\"a\"]}", "/text", "type"),
                body("{\"text\":\"a\",\"txt\":\"b\"}", "/txt", "not known"),
                body("{\"text\":\"" + "a".repeat(100_001) + "\"}", "/text", "too long"),
                body("{\"text\":\"a\\u0000b\"}", "/text", "NUL"),
                body("{\"text\":\"\\ud800\"}", "/text", "half a character"),
                body("{\"text\":\"a\",\"priority\":\"very\"}", "/priority", "allowed"),
                body("{\"text\":\"a\",\"inReplyTo\":\"me\"}", "/inReplyTo", "form"),
                body("{\"text\":\"a\",\"tags\":\"one\"}", "/tags", "type"),
                body("{\"text\":\"a\",\"tags\":[\"ok\",\"NOT OK\"]}", "/tags/1", "form"),
                body("{\"text\":\"a\",\"to\":[{\"recipient\":\"tel:1\"}]}", "/to/0/channel", "missing"),
                body("{\"text\":\"a\",\"to\":[{\"channel\":\"nowhere\"}]}", "/to/0/channel", "form"),
                body(
                        "{\"text\":\"a\",\"attachments\":[{\"name\":\"x\",\"mediaType\":\"nonsense\",\"content\":\"\"}]}",
                        "/attachments/0/mediaType",
                        "form"),
                body("{\"text\":\"a\",\"subject\":\"" + "s".repeat(999) + "\"}", "/subject", "too long"));
    }

    private static Arguments body(String body, String field, String reason) {
        return Arguments.of("body " + body.substring(0, Math.min(60, body.length())), body, field, reason);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    void refusesABody(String shown, String body, String field, String reason) {
        int before = server.served.get();

        JsonNode problem = admin.post(POST, body).problem(400);

        assertThat(problem.path("type").asText()).isEqualTo("urn:hubbub:problem:invalid-request");
        assertThat(problem.path("errors")).anySatisfy(error -> {
            assertThat(error.path("field").asText()).isEqualTo(field);
            assertThat(error.path("reason").asText()).contains(reason);
        });
        assertThat(server.served).hasValue(before);
    }

    static Stream<Arguments> requests() {
        return Stream.of(
                Arguments.of("GET", "/api/v1/messages?limit=0", 400, "query.limit"),
                Arguments.of("GET", "/api/v1/messages?limit=201", 400, "query.limit"),
                Arguments.of("GET", "/api/v1/messages?limit=ten", 400, "query.limit"),
                Arguments.of("GET", "/api/v1/messages?limit=5&limit=6", 400, "query.limit"),
                Arguments.of("GET", "/api/v1/messages?limt=5", 400, "query.limt"),
                Arguments.of("GET", "/api/v1/messages?from=yesterday", 400, "query.from"),
                Arguments.of("GET", "/api/v1/messages?channel=team", 400, "query.channel"),
                Arguments.of("GET", "/api/v1/messages?q=", 400, "query.q"),
                Arguments.of("GET", "/api/v1/messages?q=a%00b", 400, "query.q"),
                Arguments.of("GET", "/api/v1/deliveries?state=lost", 400, "query.state"),
                Arguments.of("GET", "/api/v1/messages/1", 400, "path.id"),
                Arguments.of("GET", "/api/v1/messages/" + ID.replace("0", "g"), 400, "path.id"),
                Arguments.of("GET", "/api/v1/channels/Shoutbox/team", 400, "path.kind"),
                Arguments.of("GET", "/api/v1/channels/shoutbox/te%20am", 400, "path.name"),
                Arguments.of("GET", "/api/v1/nothing", 404, null),
                Arguments.of("GET", "/api/v1", 404, null),
                Arguments.of("GET", "/api/v1/channels/shoutbox/team/messages/", 404, null),
                Arguments.of("GET", "/api/v2/channels", 404, null),
                Arguments.of("GET", "/nothing", 404, null),
                Arguments.of("PUT", "/api/v1/messages/" + ID, 405, null),
                Arguments.of("PUT", "/api/v1/channels", 405, null),
                Arguments.of("TRACE", "/api/v1/channels", 405, null),
                Arguments.of("PUT", "/session", 405, null));
    }

    @ParameterizedTest(name = "{0} {1} is {2}")
    @MethodSource("requests")
    void refusesARequest(String method, String path, int status, @Nullable String field) {
        Ask.Answered answered = admin.send(method, path, null, null);

        JsonNode problem = answered.problem(status);
        if (field != null) {
            assertThat(problem.path("errors").path(0).path("field").asText()).isEqualTo(field);
        }
        if (status == 405) {
            assertThat(answered.header("Allow")).matches("[A-Z]+(, [A-Z]+)*");
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void refusesABodyOfAnotherType(@Nullable String type) {
        admin.send("POST", POST, type, "{\"text\":\"a\"}").problem(415);
    }

    static Stream<@Nullable String> types() {
        return Stream.of(
                null,
                "text/plain",
                "application/xml",
                "application/x-www-form-urlencoded",
                "application/json; charset=latin1",
                "application/jsonx");
    }

    @Test
    void refusesABodyThatIsTooLargeOrPacked() {
        admin.post(POST, "{\"text\":\"" + "a".repeat(1_100_000) + "\"}").problem(413);
        admin.with("Content-Encoding", "gzip").post(POST, "{\"text\":\"a\"}").problem(415);
    }

    @Test
    void callsNoFieldUnknownBecauseOfWhatIsInIt() {
        JsonNode problem =
                admin.post(POST, "{\"text\":\"a\",\"tags\":[\"NO\"]}").problem(400);

        assertThat(problem.path("errors").findValuesAsText("field")).containsExactly("/tags/0");
        assertThat(admin.post(POST, "[]").problem(400).path("detail").asText()).startsWith("is no JSON object");
    }

    @Test
    void namesEveryWrongField() {
        JsonNode problem = admin.send("POST", POST + "?x=1", JSON, "{\"tags\":[\"NO\"],\"priority\":1}")
                .problem(400);

        assertThat(problem.path("errors").findValuesAsText("field"))
                .contains("query.x", "/text", "/tags/0", "/priority");
    }

    @Test
    void handsOverWhatFits() {
        Ask.Answered posted = admin.send("POST", POST, "application/json; charset=UTF-8", "{\"text\":\"ä😀\"}");

        assertThat(posted.status()).isEqualTo(201);
        assertThat(posted.json().path("body").path("text").asText()).isEqualTo("ä😀");
        assertThat(posted.header("Location")).startsWith("/api/v1/messages/");
        assertThat(admin.get("/api/v1/messages").json().path("limit").asInt()).isEqualTo(50);
        assertThat(admin.get("/api/v1/messages?limit=7").json().path("limit").asInt())
                .isEqualTo(7);
        assertThat(admin.get("/api/v1/rules/schema").json().path("operation").asText())
                .isEqualTo("getRuleSchema");
        assertThat(admin.get("/api/v1/rules/" + ID).json().path("operation").asText())
                .isEqualTo("getRule");
        assertThat(admin.send("HEAD", "/api/v1/channels", null, null).status()).isEqualTo(200);
    }

    @Test
    void tellsNothingOfAFailureNobodyPlanned() {
        JsonNode problem = admin.get("/api/v1/stories/" + ID).problem(500);

        assertThat(problem.toString()).doesNotContain("nobody planned", "Exception");
    }

    /** Every operation, with every role that does not suffice. */
    @Test
    void givesEachOperationOnlyToItsRole() {
        Ask member = server.client("member-client", Role.MEMBER);
        Ask operator = server.client("operator-client", Role.OPERATOR);
        Contract.read().roles().forEach((id, role) -> {
            Call call = call(id);
            server.ask().send(call.method(), call.path(), null, null).problem(401);
            if (!role.equals(Role.MEMBER)) {
                member.send(call.method(), call.path(), null, null).problem(403);
            }
            if (role.equals(Role.ADMIN)) {
                operator.send(call.method(), call.path(), null, null).problem(403);
            }
        });
    }

    @Test
    void startsOnlyWithExactlyTheContractsOperations() {
        assertThatThrownBy(() -> new Operations()
                        .prompt(
                                "unheardOf",
                                call -> java.util.concurrent.CompletableFuture.completedFuture(Answer.nothing()))
                        .match(Set.of("listChannels")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("unheardOf")
                .hasMessageContaining("listChannels");
    }

    private record Call(String method, String path) {}

    /** How to call an operation, by the contract; the parameters of its path have any value of the right form. */
    private static Call call(String id) {
        JsonNode paths = Json.MAPPER.valueToTree(Contract.read().tree()).path("paths");
        for (Map.Entry<String, JsonNode> path : paths.properties()) {
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                if (operation.getValue().path("operationId").asText().equals(id)) {
                    String filled =
                            path.getKey().replaceAll("\\{(id|attachment)}", ID).replaceAll("\\{[a-z]+}", "x");
                    return new Call(operation.getKey().toUpperCase(java.util.Locale.ROOT), Contract.BASE + filled);
                }
            }
        }
        throw new IllegalStateException(id);
    }
}
