package dev.hubbub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hubbub.store.Dump;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A thousand words that exist nowhere else are put into everything that people can say, and into everything that can go
 * wrong with it; and whatever strangers can send holds marks that would break a log. Then all that the hub has written is
 * looked through. What a process has in memory, and so a heap dump, is out of reach here.
 */
class CanaryTest {
    /** Begins every canary. */
    private static final String CANARY = "qjxkvzwqh";
    /** Begins what is kept in clear by design (docs/explanation/encryption.md): it shows that this test can see. */
    private static final String CLEAR = "zvqxkjwyb";
    /** What would make a second line, clear a screen, or turn one around. */
    private static final String HOSTILE =
            "\r\n12:00:00.000 ERROR forged line\u001b[2J\u202e\u2066\u2028\u2029\u0085\u200b\u200f";

    private static final Pattern LINE =
            Pattern.compile("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} (ERROR|WARN |INFO |DEBUG|TRACE) \\S+ .*|\\t.*");
    private static final Pattern UNSAFE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\\t]]");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String TEAM = "/api/v1/channels/shoutbox/team/messages";

    private static final String ROUTES = """
            - route:
                id: broken
                from:
                  uri: hub:test/broken?maxAttempts=2&backoff=10ms
                  steps:
                    - throwException: { exceptionType: java.lang.IllegalStateException, message: "cannot send ${body} <${header.HubbubSubject}>" }
            - route:
                id: odd
                from:
                  uri: hub:events?types=message.stored
                  steps:
                    - throwException: { exceptionType: java.lang.IllegalStateException, message: "cannot tell ${body}" }
            - route:
                id: in
                from:
                  uri: platform-http:/hooks/in
                  steps:
                    - setHeader: { name: HubbubSenderName, simple: "${header.x-name}" }
                    - setHeader: { name: HubbubSubject, simple: "${header.x-subject}" }
                    - to: hub:test/in
                    - setBody: { constant: ok }
            - route:
                id: json
                from:
                  uri: platform-http:/hooks/json
                  steps:
                    - unmarshal: { json: {} }
                    - to: hub:test/in
            - route:
                id: story
                from:
                  uri: platform-http:/hooks/story
                  steps:
                    - convertBodyTo: { type: java.lang.String }
                    - setBody: { method: { beanType: dev.hubbub.store.Story, method: "keyed(${body}, 'test', ${body}, ${body})" } }
                    - to: jpa:dev.hubbub.store.Story
                    - setBody: { constant: ok }
            - route:
                id: failing-job
                from:
                  uri: quartz:failing
                  parameters: { cron: "0 0 0 1 1 ? 2099" }
                  steps:
                    - throwException: { exceptionType: java.lang.IllegalStateException, message: "job said qjxkvzwqhjob" }
            """;
    private static final String RULES = """
            rules:
              - name: boom breaks
                when: { channel: shoutbox/team, text: boom }
                then: [ { send: test/broken }, { reply: "Heard: {body}" } ]
            """;

    private static final Set<String> canaries = new LinkedHashSet<>();
    private static HubProcess hub;
    private static Caller caller;
    private static Path folder;

    @BeforeAll
    static void say(@TempDir Path made) throws Exception {
        folder = made;
        Files.createDirectories(folder.resolve("routes"));
        Files.createDirectories(folder.resolve("config/rules"));
        Files.createDirectories(folder.resolve("tmp"));
        Files.writeString(folder.resolve("routes/test.camel.yaml"), ROUTES);
        Files.writeString(folder.resolve("config/rules/test.yaml"), RULES);
        hub = HubProcess.start(
                folder,
                Map.of(
                        "HUBBUB_LOG_LEVEL",
                        "debug",
                        "HUBBUB_HTTP_OPEN",
                        "/hooks/in,/hooks/json,/hooks/story",
                        "JDK_JAVA_OPTIONS",
                        "-Djava.io.tmpdir=" + folder.resolve("tmp")));
        caller = new Caller(hub::url, folder.resolve("data")).logIn();
        post();
        hooks();
        hostile();
        awaitQuiet();
    }

    @AfterAll
    static void close() {
        hub.close();
    }

    private static void post() throws Exception {
        ArrayNode all = JSON.createArrayNode();
        for (int i = 0; i < 600; i++) {
            ObjectNode message = JSON.createObjectNode().put("text", canary());
            if (i % 6 == 1) {
                message.put("subject", canary()).put("html", "<p>" + canary() + "</p>");
            } else if (i % 6 == 2) {
                message.putArray("attachments")
                        .addObject()
                        .put("name", canary() + ".txt")
                        .put("mediaType", "text/plain")
                        .put("content", Base64.getEncoder().encodeToString(canary().getBytes(StandardCharsets.UTF_8)));
            } else if (i % 60 == 3) {
                message.put("text", "boom " + canary()).put("subject", canary());
            } else if (i % 60 == 4) {
                message.put("text", "!remind in 5h " + canary());
            } else if (i % 60 == 5) {
                message.put("text", "!nosuchcommand " + canary());
            }
            all.add(message);
        }
        for (int from = 0; from < all.size(); from += 100) {
            ArrayNode batch = JSON.createArrayNode();
            for (int i = from; i < from + 100; i++) {
                batch.add(all.get(i));
            }
            assertThat(caller.post(
                                    TEAM + "/batch",
                                    JSON.createObjectNode()
                                            .set("messages", batch)
                                            .toString())
                            .status())
                    .isEqualTo(201);
        }
        for (int i = 0; i < 5; i++) {
            String body = "{\"text\":\"" + canary() + "\"}";
            assertThat(send("POST", TEAM, body, "Idempotency-Key", CLEAR + i).statusCode())
                    .isEqualTo(201);
            assertThat(send("POST", TEAM, "{\"text\":\"" + canary() + "\"}", "Idempotency-Key", CLEAR + i)
                            .statusCode())
                    .isEqualTo(422);
        }
        caller.get("/api/v1/messages?q=" + canary());
        assertThat(caller.post("/api/v1/jobs/test.failing/run", "").status())
                .as(caller.get("/api/v1/jobs").body() + " "
                        + caller.get("/api/v1/route-files").body())
                .isEqualTo(202);
    }

    private static void hooks() throws Exception {
        for (int i = 0; i < 50; i++) {
            assertThat(send(
                                    "POST",
                                    "/hooks/in",
                                    canary(),
                                    "x-name",
                                    canary(),
                                    "x-subject",
                                    canary(),
                                    "Content-Type",
                                    "text/plain")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(send("POST", "/hooks/story", canary(), "Content-Type", "text/plain")
                            .statusCode())
                    .isEqualTo(200);
        }
        send("POST", "/hooks/json", canary() + " is no JSON", "Content-Type", "application/json");
        String form = "--x\r\nContent-Disposition: form-data; name=\"f\"; filename=\"" + canary() + "\"\r\n\r\n"
                + canary() + "\r\n--x--\r\n";
        send("POST", "/hooks/in", form, "Content-Type", "multipart/form-data; boundary=x");
        while (canaries.size() < 1000) {
            assertThat(caller.say("shoutbox/team", canary()).status()).isEqualTo(201);
        }
    }

    /** Every way in that a stranger, or somebody's file, has to the log. */
    private static void hostile() throws Exception {
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
            send("GET", at, null);
            send("POST", at, "{}");
        }
        send("GET", "/api/v1/messages?q=" + path + "&channel=" + path + "&cursor=" + path, null);
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
            send(
                    "POST",
                    TEAM,
                    "{\"text\":\"" + CANARY + "h\"}",
                    header,
                    plain + (header.equals("Idempotency-Key") ? CLEAR : CANARY) + "head");
        }
        send("GET", "/api/v1/stream", null, "Authorization", "Bearer " + CANARY + ".token." + CANARY);
        send("GET", "/api/v1/me", null, "Authorization", "Basic " + CANARY);
        String pair =
                Base64.getEncoder().encodeToString((HOSTILE + CANARY + ":" + CANARY).getBytes(StandardCharsets.UTF_8));
        send(
                "POST",
                "/oauth/token",
                "grant_type=client_credentials&scope=" + path,
                "Authorization",
                "Basic " + pair,
                "Content-Type",
                "application/x-www-form-urlencoded");
        send("POST", "/oauth/token", "grant_type=" + path, "Content-Type", "application/x-www-form-urlencoded");
        for (int i = 0; i < 8; i++) {
            send("POST", "/session", "{\"name\":" + quoted + ",\"password\":\"" + CANARY + "pw\"}");
            send("POST", "/api/v1/session", "{\"name\":" + quoted + ",\"password\":\"" + CANARY + "pw\"}");
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
            send("POST", operation[0], operation[1]);
        }
        send("POST", "/hooks/in", HOSTILE + CANARY, "x-name", plain, "x-subject", plain, "Content-Type", "text/plain");
        send("POST", "/hooks/json", HOSTILE + CANARY, "Content-Type", "application/json");
        send(
                "PUT",
                "/api/v1/resources/booking/records",
                "{\"records\":[{\"id\":" + named + ",\"title\":" + named + "}]}");
        files();
    }

    /** Files whose names and faults are hostile; they are configuration, so there is nothing in them to be hidden. */
    private static void files() throws IOException {
        String name = "evil\n12:00:00.000 ERROR forged\u202e\u001b[2J\u2028";
        String yaml =
                "- route: { from: { uri: \"nosuch\\n12:00:00.000 ERROR forged\\e[2J\\u202e:x\", steps: [ { to: 'log:x' } ] } }\n";
        Files.writeString(folder.resolve("routes/" + name + ".camel.yaml"), yaml);
        Files.writeString(folder.resolve("routes/odd.camel.yaml"), yaml);
        Files.writeString(folder.resolve("routes/binary.camel.yaml"), "\u001b[2J\u202e: [\u0085\u2028");
        Files.writeString(
                folder.resolve("config/rules/" + name + ".yaml"),
                "rules: [ { name: \"x\\n\\e[2J\\u202e\", whenn: 1 } ]");
        Files.writeString(
                folder.resolve("config/rules/odd.yaml"), "rules: [ { name: \"x\\n\\e[2J\\u202e\", \"a\\nb\\e\": 1 } ]");
        Files.writeString(
                folder.resolve("config/channels/" + name + ".yaml"),
                "channels: [ { channel: \"x\\n\\e[2J\\u202e/y\" } ]");
    }

    private static void awaitQuiet() {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            assertThat(number("select count(*) from delivery where state = 'pending'"))
                    .isZero();
            assertThat(number("select count(*) from delivery where state = 'dead'"))
                    .isGreaterThanOrEqualTo(10);
            assertThat(number("select count(*) from reminder where state = 'waiting'"))
                    .isGreaterThanOrEqualTo(10);
            assertThat(number("select count(*) from story where source = 'test'"))
                    .isEqualTo(50);
            assertThat(number("select count(*) from job_run where reason is not null"))
                    .isGreaterThanOrEqualTo(1);
            assertThat(hub.log().contains("odd.camel.yaml") && hub.log().contains("odd.yaml"))
                    .isTrue();
        });
    }

    @Test
    void whatWasSaidIsThereForThoseWhoMayReadIt() throws Exception {
        assertThat(canaries).hasSizeGreaterThanOrEqualTo(1000);
        JsonNode dead =
                caller.get("/api/v1/deliveries?state=dead&limit=200").body().path("items");
        assertThat(dead.findValuesAsText("reason")).anyMatch(reason -> reason.contains(CANARY));
        assertThat(caller.get("/api/v1/jobs").body().toString()).contains(CANARY + "job");
        assertThat(caller.get("/api/v1/stories?limit=200").body().findValuesAsText("text"))
                .anyMatch(text -> text.startsWith(CANARY));
    }

    @Test
    void nothingThatWasSaidIsInADumpOfTheDatabase() throws Exception {
        byte[] dump = dump();
        assertThat(new Traces(CANARY).in(dump)).isEmpty();
        assertThat(new Traces(CLEAR).in(dump)).isNotEmpty();
    }

    @Test
    void nothingThatWasSaidIsInAFile() throws Exception {
        number("select 1 from (select pg_switch_wal()) s");
        execute("checkpoint");
        // routes and config are people's own files; the programs are PostgreSQL's
        assertThat(new Traces(CANARY).below(folder, file -> !own(file))).isEmpty();
        assertThat(new Traces(CLEAR).below(folder.resolve("data/postgres"), file -> true))
                .anyMatch(found -> found.startsWith("pg_wal"))
                .anyMatch(found -> found.startsWith("base"));
    }

    private static boolean own(Path file) {
        Path within = folder.relativize(file);
        return within.startsWith("routes") || within.startsWith("config") || within.startsWith("data/postgres-bin");
    }

    @Test
    void everyLineOfTheLogIsWholeAndSafe() throws Exception {
        List<String> lines = log();
        assertThat(lines).hasSizeGreaterThan(20);
        for (String line : lines) {
            assertThat(line).matches(LINE);
            assertThat(UNSAFE.matcher(line).find()).as(line).isFalse();
        }
        assertThat(lines).noneMatch(line -> line.startsWith("12:00:00.000"));
        assertThat(String.join("\n", lines)).contains("forged").contains("\\u202e");
    }

    @Test
    void noSecretIsInTheLog() throws Exception {
        List<String> secrets = new ArrayList<>(List.of(hub.adminPassword(), CANARY));
        secrets.add(Files.readString(folder.resolve("data/postgres.password")).strip());
        for (String file : List.of("cli.json", "keys.json", "issuer-key.json")) {
            JsonNode json = JSON.readTree(Files.readString(folder.resolve("data/" + file)));
            for (String name : List.of("secret", "value", "d")) {
                secrets.addAll(json.findValuesAsText(name));
            }
        }
        secrets.add(token());
        assertThat(secrets).hasSizeGreaterThanOrEqualTo(7).allMatch(secret -> secret.length() > 6);
        for (String secret : secrets) {
            assertThat(log().stream().filter(line -> line.contains(secret))).isEmpty();
        }
    }

    /** The log, without what the start prints for whoever sits at the terminal, and what Java says of its options. */
    private static List<String> log() throws IOException {
        String all = hub.log();
        String greeting = "\n\nHubbub is at ";
        int from = all.indexOf(greeting);
        int to = all.indexOf("hubbub user passwd admin\n", from);
        assertThat(from).isPositive();
        String without = all.substring(0, from + 1) + all.substring(to + "hubbub user passwd admin\n".length());
        return List.of(without.split("\n", -1)).stream()
                .filter(line -> !line.startsWith("NOTE: Picked up JDK_JAVA_OPTIONS") && !line.isEmpty())
                .toList();
    }

    private static String canary() {
        StringBuilder word = new StringBuilder(CANARY);
        for (int i = 0; i < 12; i++) {
            word.append((char) ('a' + RANDOM.nextInt(26)));
        }
        canaries.add(word.toString());
        return word.toString();
    }

    private static String token() throws Exception {
        JsonNode client = JSON.readTree(Files.readString(folder.resolve("data/cli.json")));
        String pair = client.path("id").asText() + ":" + client.path("secret").asText();
        HttpResponse<String> answer = send(
                "POST",
                "/oauth/token",
                "grant_type=client_credentials",
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)),
                "Content-Type",
                "application/x-www-form-urlencoded");
        return JSON.readTree(answer.body()).path("access_token").asText();
    }

    /** Sends what the client library lets pass; headers in pairs. */
    private static HttpResponse<String> send(String method, String path, @Nullable String body, String... headers)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(hub.url(path).toString()))
                .timeout(Duration.ofSeconds(20))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        request.setHeader("Authorization", "Bearer " + caller.token());
        request.setHeader("Content-Type", "application/json");
        for (int i = 0; i < headers.length; i += 2) {
            try {
                request.setHeader(headers[i], headers[i + 1]);
            } catch (IllegalArgumentException e) {
                request.setHeader(headers[i], headers[i].equals("Idempotency-Key") ? CLEAR + "head" : CANARY + "head");
            }
        }
        if (path.equals("/api/v1/stream")) {
            var unused = HTTP.sendAsync(request.build(), BodyHandlers.ofString());
            return HTTP.send(HttpRequest.newBuilder(hub.url("/observe/health")).build(), BodyHandlers.ofString());
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private static Connection connect() throws Exception {
        Path data = folder.resolve("data");
        String port =
                Files.readAllLines(data.resolve("postgres/postmaster.pid")).get(3);
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/hubbub",
                "hubbub",
                Files.readString(data.resolve("postgres.password")).strip());
    }

    private static long number(String sql) throws Exception {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void execute(String sql) throws Exception {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** All rows of all tables, as text and as they are. */
    private static byte[] dump() throws Exception {
        try (Connection connection = connect()) {
            return Dump.of(connection);
        }
    }
}
