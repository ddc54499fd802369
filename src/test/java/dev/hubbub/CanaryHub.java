package dev.hubbub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hubbub.store.Dump;
import java.io.IOException;
import java.net.URI;
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
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A hub that says everything in its log, and whose channels fail, for {@link CanaryTest}. */
final class CanaryHub implements AutoCloseable {
    /** Begins every canary. */
    static final String CANARY = "qjxkvzwqh";

    /** Begins what is kept in clear by design (docs/explanation/encryption.md): it shows that this test can see. */
    static final String CLEAR = "zvqxkjwyb";

    static final ObjectMapper JSON = new ObjectMapper();

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static final SecureRandom RANDOM = new SecureRandom();

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

    final Set<String> canaries = new LinkedHashSet<>();
    final Path folder;
    final HubProcess process;
    final Caller caller;

    /** Starts it in a folder of its own. */
    CanaryHub(Path made) throws Exception {
        folder = made;
        Files.createDirectories(folder.resolve("routes"));
        Files.createDirectories(folder.resolve("config/rules"));
        Files.createDirectories(folder.resolve("tmp"));
        Files.writeString(folder.resolve("routes/test.camel.yaml"), ROUTES);
        Files.writeString(folder.resolve("config/rules/test.yaml"), RULES);
        process = HubProcess.start(
                folder,
                Map.of(
                        "HUBBUB_LOG_LEVEL",
                        "debug",
                        "HUBBUB_HTTP_OPEN",
                        "/hooks/in,/hooks/json,/hooks/story",
                        "JDK_JAVA_OPTIONS",
                        "-Djava.io.tmpdir=" + folder.resolve("tmp")));
        caller = new Caller(process::url, folder.resolve("data")).logIn();
    }

    String canary() {
        StringBuilder word = new StringBuilder(CANARY);
        for (int i = 0; i < 12; i++) {
            word.append((char) ('a' + RANDOM.nextInt(26)));
        }
        canaries.add(word.toString());
        return word.toString();
    }

    /** Sends what the client library lets pass; headers in pairs. */
    HttpResponse<String> send(String method, String path, @Nullable String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(process.url(path).toString()))
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
            return HTTP.send(
                    HttpRequest.newBuilder(process.url("/observe/health")).build(), BodyHandlers.ofString());
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    String token() throws Exception {
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

    /** The log, without what the start prints for whoever sits at the terminal, and what Java says of its options. */
    List<String> log() throws IOException {
        String all = process.log();
        String greeting = "\n\nHubbub is at ";
        int from = all.indexOf(greeting);
        int to = all.indexOf("hubbub user passwd admin\n", from);
        assertThat(from).isPositive();
        String without = all.substring(0, from + 1) + all.substring(to + "hubbub user passwd admin\n".length());
        return List.of(without.split("\n", -1)).stream()
                .filter(line -> !line.startsWith("NOTE: Picked up JDK_JAVA_OPTIONS") && !line.isEmpty())
                .toList();
    }

    long number(String sql) throws Exception {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    void execute(String sql) throws Exception {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** All rows of all tables, as text and as they are. */
    byte[] dump() throws Exception {
        try (Connection connection = connect()) {
            return Dump.of(connection);
        }
    }

    private Connection connect() throws Exception {
        Path data = folder.resolve("data");
        String port =
                Files.readAllLines(data.resolve("postgres/postmaster.pid")).get(3);
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/hubbub",
                "hubbub",
                Files.readString(data.resolve("postgres.password")).strip());
    }

    @Override
    public void close() {
        process.close();
    }
}
