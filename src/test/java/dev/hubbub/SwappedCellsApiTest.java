package dev.hubbub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import dev.hubbub.store.crypt.Crypt;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Somebody who can write into the database puts cells into each other's places: only those cannot be read any more. */
class SwappedCellsApiTest {
    private static AskedHub hub;
    private static Asking admin;
    private static int told;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final List<String> ids = new ArrayList<>();

    @BeforeAll
    static void open(@TempDir Path folder) {
        hub = AskedHub.start(folder);
        admin = hub.admin();
    }

    @AfterAll
    static void close() {
        hub.close();
    }

    @BeforeEach
    void sayFive() {
        ids.clear();
        for (int i = 0; i < 5; i++) {
            told++;
            ids.add(post("boom number" + told, "file" + told));
        }
        await().atMost(Duration.ofSeconds(30))
                .until(() -> hub.number("select count(*) from delivery where state = 'pending'") == 0);
        log.start();
        ((Logger) LoggerFactory.getLogger(Crypt.class)).addAppender(log);
    }

    @AfterEach
    void stopListening() {
        ((Logger) LoggerFactory.getLogger(Crypt.class)).detachAppender(log);
    }

    @Test
    void aMessageInAnothersPlaceIsTheOnlyOneThatCannotBeRead() {
        swap("message", "content", ids.get(1), "(select content from message where id = '" + ids.get(3) + "')");

        List<JsonNode> seen = pages("/channels/shoutbox/team/messages?limit=2");
        assertThat(seen).extracting(item -> item.path("id").asText()).containsAll(ids);
        assertUnreadable(seen, ids.get(1));
        assertUnreadable(pages("/messages?limit=2&channel=shoutbox/team"), ids.get(1));

        Asking.Answered alone = admin.get("/messages/" + ids.get(1));
        assertThat(alone.status()).isEqualTo(200);
        assertThat(alone.json().path("unreadable").asBoolean()).isTrue();
        assertThat(alone.json().path("text").asText()).isEqualTo(Crypt.LOST);
        assertThat(admin.get("/messages/" + ids.get(1) + "/trace").status()).isEqualTo(200);
        assertToldOnce("message.content of row " + ids.get(1));
    }

    @Test
    void aFileInAnothersPlaceIsTheOnlyThingThatCannotBeRead() {
        JsonNode first =
                admin.get("/messages/" + ids.get(0)).json().path("attachments").path(0);
        swap(
                "attachment",
                "content",
                first.path("id").asText(),
                "(select content from message where id = '" + ids.get(0) + "')");
        JsonNode second =
                admin.get("/messages/" + ids.get(1)).json().path("attachments").path(0);
        swap("attachment", "name", second.path("id").asText(), "content");

        List<JsonNode> seen = pages("/channels/shoutbox/team/messages?limit=3");
        assertThat(seen)
                .filteredOn(item -> ids.contains(item.path("id").asText()))
                .hasSize(5)
                .noneMatch(item -> item.path("unreadable").asBoolean());
        assertThat(one(seen, ids.get(1))
                        .path("attachments")
                        .path(0)
                        .path("name")
                        .asText())
                .isEqualTo(Crypt.LOST);

        for (JsonNode file : List.of(first, second)) {
            Asking.Answered refused = admin.get("!" + file.path("href").asText());
            assertThat(refused.status()).isEqualTo(500);
            assertThat(refused.json().path("title").asText()).isEqualTo("This cannot be decrypted");
            assertThat(refused.json().path("detail").asText())
                    .contains(file.path("id").asText());
        }
        JsonNode third =
                admin.get("/messages/" + ids.get(2)).json().path("attachments").path(0);
        assertThat(admin.get("!" + third.path("href").asText()).status()).isEqualTo(200);
        assertToldOnce("attachment.content of row " + first.path("id").asText());
        assertToldOnce("attachment.name of row " + second.path("id").asText());
    }

    @Test
    void reasonsAndTracesInAnothersPlaceHideNothingElse() {
        String dead = "(select id from delivery where state = 'dead' and message_id = '" + ids.get(0) + "')";
        swap(
                "delivery",
                "reason",
                dead,
                "(select reason from delivery where state = 'dead' and message_id = '" + ids.get(1) + "')");
        String stored =
                "(select id from trace_event where type = 'message.stored' and message_id = '" + ids.get(2) + "')";
        swap(
                "trace_event",
                "detail",
                stored,
                "(select reason from delivery where state = 'dead' and message_id = '" + ids.get(2) + "')");

        List<JsonNode> deliveries = pages("/deliveries?state=dead&limit=2");
        assertThat(deliveries)
                .filteredOn(item -> item.path("message").asText().equals(ids.get(0)))
                .extracting(item -> item.path("reason").asText())
                .containsExactly(Crypt.LOST);
        assertThat(deliveries)
                .filteredOn(item -> item.path("message").asText().equals(ids.get(1)))
                .extracting(item -> item.path("reason").asText())
                .containsExactly("it is broken");

        JsonNode events = admin.get("/messages/" + ids.get(2) + "/trace").json().path("events");
        assertThat(events)
                .filteredOn(event -> event.path("detail").path("unreadable").asBoolean())
                .hasSize(1);
        assertThat(events.size()).isGreaterThan(1);
        assertThat(hub.eventsSince("message.stored")).containsAll(ids);
    }

    private static void swap(String table, String column, String row, String by) {
        String id = row.startsWith("(") ? row : "'" + row + "'";
        assertThat(hub.execute("update " + table + " set " + column + " = " + by + " where id = " + id))
                .isEqualTo(1);
    }

    private void assertUnreadable(List<JsonNode> items, String id) {
        for (JsonNode item : items) {
            boolean lost = item.path("id").asText().equals(id);
            if (ids.contains(item.path("id").asText())) {
                assertThat(item.path("unreadable").asBoolean()).isEqualTo(lost);
                assertThat(item.path("text").asText()).matches(lost ? "\\(This cannot.*" : "boom number\\d+");
            }
        }
        assertThat(one(items, id).path("sender").asText()).isNotEmpty();
    }

    private void assertToldOnce(String what) {
        assertThat(log.list)
                .filteredOn(event -> event.getFormattedMessage().startsWith(what))
                .hasSize(1);
    }

    private static JsonNode one(List<JsonNode> items, String id) {
        return items.stream()
                .filter(item -> item.path("id").asText().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static List<JsonNode> pages(String path) {
        List<JsonNode> items = new ArrayList<>();
        String cursor = "";
        do {
            Asking.Answered page = admin.get(path + cursor);
            assertThat(page.status()).as(page.body()).isEqualTo(200);
            page.json().path("items").forEach(items::add);
            cursor = page.json().has("next")
                    ? "&cursor=" + page.json().path("next").asText()
                    : "";
        } while (!cursor.isEmpty());
        return items;
    }

    private static String post(String text, String file) {
        String content = Base64.getEncoder().encodeToString("content".getBytes(StandardCharsets.UTF_8));
        Asking.Answered made = admin.post(
                "/channels/shoutbox/team/messages",
                "{\"text\":\"" + text + "\",\"attachments\":[{\"name\":\"" + file
                        + "\",\"mediaType\":\"text/plain\",\"content\":\"" + content + "\"}]}");
        assertThat(made.status()).isEqualTo(201);
        return made.json().path("id").asText();
    }
}
