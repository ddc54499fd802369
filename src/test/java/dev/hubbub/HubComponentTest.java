package dev.hubbub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hubbub.config.Key;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a route file can do with {@code hub:}, in a whole hub. */
class HubComponentTest {
    private static final String ROUTES = """
            # everything that is delivered to out/… becomes a file: the headers' names in the first line
            - route:
                id: out
                from:
                  uri: hub:out/plain
                  steps:
                    - setBody: { simple: "${headers}\\n${header.HubbubSenderName}|${body}" }
                    - to: file:FOLDER/plain?fileName=${header.HubbubDeliveryId}
            - route:
                id: in
                from:
                  uri: file:FOLDER/in?charset=UTF-8
                  steps:
                    - convertBodyTo: { type: String }
                    - setHeader: { name: CamelHttpUri, constant: "http://evil.example" }
                    - setHeader: { name: HubbubVerified, constant: "true" }
                    - setHeader: { name: HubbubTags, constant: "incident" }
                    - setHeader: { name: HubbubExternalId, simple: "${file:onlyname.noext}" }
                    - to: hub:in/folder?tags=from-folder&priority=high
            # files: the text is the name of one that is attached, and those that come out are written down
            - beans:
                - { name: attaching, type: "#class:dev.hubbub.Attaching" }
            - route:
                id: files-in
                from:
                  uri: file:FOLDER/in-files?charset=UTF-8
                  steps:
                    - convertBodyTo: { type: String }
                    - bean: { ref: attaching, method: attach }
                    - to: hub:in/files
            - route:
                id: files-out
                from:
                  uri: hub:out/files?attachments=true
                  steps:
                    - bean: { ref: attaching, method: list }
                    - to: file:FOLDER/files?fileName=${header.HubbubDeliveryId}
            # a loop made on purpose: what goes out over loop/a comes back in over loop/b, which goes to loop/a
            - route: { id: loop, from: { uri: "hub:loop/a", steps: [ { to: "hub:loop/b" } ] } }
            # parsers
            - route:
                id: shout-louder
                from:
                  uri: hub:parser/louder?order=10
                  steps:
                    - choice:
                        when:
                          - simple: "${body} contains 'louder'"
                            steps: [ { setBody: { simple: "${body}!" } } ]
                          - simple: "${body} contains 'fails'"
                            steps: [ { throwException: { exceptionType: java.lang.IllegalStateException, message: "no" } } ]
                          - simple: "${body} contains 'hangs'"
                            steps: [ { delay: { constant: 600000 } } ]
            - route:
                id: mask
                from:
                  uri: hub:parser/mask?phase=deliver
                  steps: [ { setBody: { simple: "${body.replace('secret', '******')}" } } ]
            # events and receipts
            - route:
                id: events
                from:
                  uri: hub:events?types=delivery.receipt
                  steps: [ { to: "file:FOLDER/events?fileName=${exchangeId}" } ]
            - route:
                id: numbered
                from:
                  uri: hub:out/numbered
                  steps: [ { setHeader: { name: HubbubExternalId, simple: "net-${body}" } } ]
            - route:
                id: receipts
                from:
                  uri: file:FOLDER/receipts
                  steps:
                    - setHeader: { name: HubbubExternalId, simple: "${file:onlyname}" }
                    - setHeader: { name: HubbubReceipt, constant: delivered }
                    - to: hub:receipt/out/numbered
            - route:
                id: refused
                from:
                  uri: hub:out/refused
                  steps: [ { throwException: { exceptionType: java.lang.IllegalStateException, message: "not today" } } ]
            """;

    private static final String RULES = """
            rules:
              - { name: plain, when: { channel: [ in/folder, in/files, shoutbox/ops ] }, then: [ { send: out/plain } ] }
              - { name: files, when: { channel: in/files }, then: [ { send: out/files } ] }
              - { name: numbered, when: { channel: shoutbox/ops, text: numbered }, then: [ { send: out/numbered } ] }
              - { name: refused, when: { channel: shoutbox/ops, text: refused }, then: [ { send: out/refused } ] }
              - { name: round, when: { channel: [ shoutbox/ops, loop/b ], text: round }, then: [ { send: loop/a } ] }
            """;

    @TempDir
    static Path folder;

    private static TestHub hub;
    private static Caller caller;

    @BeforeAll
    static void start() throws Exception {
        Files.createDirectories(folder.resolve("routes"));
        Files.createDirectories(folder.resolve("config/rules"));
        Files.writeString(folder.resolve("routes/tried.camel.yaml"), ROUTES.replace("FOLDER", folder.toString()));
        Files.writeString(folder.resolve("config/rules/tried.yaml"), RULES);
        hub = TestHub.start(folder, settings -> settings.with(Key.PARSER_TIMEOUT, "500ms"));
        caller = new Caller(hub::url, folder.resolve("data")).logIn();
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    private static JsonNode say(String text) throws Exception {
        Caller.Answer answer = caller.say("shoutbox/ops", text);
        assertThat(answer.status()).as("%s", answer).isEqualTo(201);
        return answer.body();
    }

    private static JsonNode trace(JsonNode message) throws Exception {
        return caller.get("/api/v1/messages/" + message.path("id").asText() + "/trace")
                .body();
    }

    private static List<String> files(String name) throws Exception {
        List<String> texts = new ArrayList<>();
        Path of = folder.resolve(name);
        if (Files.isDirectory(of)) {
            try (Stream<Path> files = Files.list(of)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    texts.add(Files.readString(file));
                }
            }
        }
        return texts;
    }

    private static String delivered(String text) {
        List<String> found = new ArrayList<>();
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            found.clear();
            files("plain").stream().filter(file -> file.contains(text)).forEach(found::add);
            assertThat(found).hasSize(1);
        });
        return found.get(0);
    }

    @Test
    void onlyAllowedHeadersCrossTheBorderBothWays() throws Exception {
        Files.createDirectories(folder.resolve("in"));
        String id = "note-" + UUID.randomUUID();
        Files.writeString(folder.resolve("in/." + id), "hello from a folder");
        Files.move(folder.resolve("in/." + id), folder.resolve("in/" + id + ".txt"));

        String headers = delivered("hello from a folder").lines().findFirst().orElseThrow();
        assertThat(headers).contains("HubbubChannel", "HubbubDeliveryId").doesNotContain("Camel");

        JsonNode stored = caller.get("/api/v1/channels/in/folder/messages")
                .body()
                .path("items")
                .path(0);
        assertThat(stored.path("verified").asBoolean()).isFalse();
        assertThat(stored.path("tags")).extracting(JsonNode::asText).containsExactly("from-folder");
        assertThat(stored.path("priority").asText()).isEqualTo("high");
        assertThat(stored.path("externalId").asText()).isEqualTo(id);
    }

    @Test
    void filesGoFromExchangeToExchangeAndAreNamedWhereTheyCannotGo() throws Exception {
        write("in-files", "plan.txt");

        assertThat(delivered("plan.txt said")).endsWith("|plan.txt said\nplan.txt");
        await().untilAsserted(() ->
                assertThat(files("files")).containsExactly("plan.txt said\nplan.txt text/plain: inside plan.txt"));
        JsonNode stored = caller.get("/api/v1/channels/in/files/messages")
                .body()
                .path("items")
                .path(0);
        assertThat(stored.path("attachments").findValuesAsText("name")).containsExactly("plan.txt");
    }

    private static void write(String name, String text) throws Exception {
        Files.createDirectories(folder.resolve(name));
        String id = "note-" + UUID.randomUUID();
        Files.writeString(folder.resolve(name).resolve("." + id), text);
        Files.move(folder.resolve(name).resolve("." + id), folder.resolve(name).resolve(id));
    }

    @Test
    void aParserRouteChangesWhatIsStored() throws Exception {
        assertThat(say("say it louder").path("text").asText()).isEqualTo("say it louder!");
    }

    @Test
    void aParserThatFailsOrHangsIsTracedAndTheMessageIsNotLost() throws Exception {
        assertThat(trace(say("this one fails")).toString()).contains("parser-skipped", "louder");
        assertThat(trace(say("this one hangs")).toString()).contains("parser-skipped", "500 ms");
    }

    @Test
    void aDeliverParserChangesOnlyWhatIsHandedOut() throws Exception {
        JsonNode stored = say("the secret is out");
        assertThat(stored.path("text").asText()).isEqualTo("the secret is out");
        assertThat(delivered("|the ****** is out")).doesNotContain("secret");
    }

    @Test
    void aReceiptIsRecordedAndToldAsAnEvent() throws Exception {
        JsonNode stored = say("numbered one");
        await().untilAsserted(() -> assertThat(trace(stored).toString()).contains("net-numbered one"));
        Files.createDirectories(folder.resolve("receipts"));
        Files.writeString(folder.resolve("receipts/net-numbered one"), "ok");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(trace(stored).path("deliveries").findValuesAsText("state"))
                        .contains("delivered"));
        await().untilAsserted(() -> assertThat(files("events"))
                .anyMatch(event -> event.contains("\"specversion\":\"1.0\"") && event.contains("delivery.receipt")));
    }

    @Test
    void aFailureIsTriedAgainAndItsReasonIsTold() throws Exception {
        JsonNode stored = say("refused");
        await().untilAsserted(() -> assertThat(trace(stored).toString()).contains("delivery.retry", "not today"));
    }

    @Test
    void aMessageThatComesBackThroughAnotherChannelDoesNotGoRoundAgain() throws Exception {
        say("round and round");
        await().untilAsserted(() -> assertThat(
                        caller.get("/api/v1/channels/loop/b/messages").body().path("items"))
                .hasSize(1));
        JsonNode back = caller.get("/api/v1/channels/loop/b/messages")
                .body()
                .path("items")
                .path(0);
        assertThat(trace(back).toString()).contains("suppressed").contains("loop/a");
        assertThat(trace(back).path("deliveries")).isEmpty();
    }
}
