package dev.hubbub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hubbub.events.EventFeed;
import dev.hubbub.events.EventLog.Recorded;
import dev.hubbub.message.TraceEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goes the way that docs/explanation/architecture.md describes, with one message. */
class MessageWalkTest {
    private static final Path TEXT = Path.of("docs/explanation/architecture.md");

    @Test
    void everyFileOnTheWayIsThere() throws Exception {
        Matcher links = Pattern.compile("]\\(([^)#:]+)").matcher(Files.readString(TEXT));
        int found = 0;
        while (links.find()) {
            assertThat(TEXT.resolveSibling(links.group(1)).normalize()).exists();
            found++;
        }
        assertThat(found).isGreaterThan(20);
    }

    @Test
    void aMessageTravelsFromTheApiThroughTheMiddleToItsTarget(@TempDir Path folder) throws Exception {
        Path desk = folder.resolve("desk");
        Files.createDirectories(folder.resolve("routes"));
        Files.createDirectories(folder.resolve("config/rules"));
        Files.writeString(folder.resolve("routes/desk.camel.yaml"), """
                - route:
                    id: desk-out
                    from:
                      uri: hub:desk/main
                      steps:
                        - to: file:%s?fileName=${header.HubbubDeliveryId}.txt
                """.formatted(desk));
        Files.writeString(folder.resolve("config/rules/desk.yaml"), """
                rules:
                  - name: urgent shouts go to the desk
                    when: { channel: shoutbox/ops, text: urgent }
                    then: [ { tag: incident }, { send: desk/main, format: "{sender} on {channel}: {body}" } ]
                """);
        try (TestHub hub = TestHub.start(folder);
                Collected events = new Collected(hub.hub().middle.events)) {
            Caller caller = new Caller(hub::url, folder.resolve("data")).logIn();

            // 1 to 4: in, intake, plan, commit
            Caller.Answer stored = caller.say("shoutbox/ops", "urgent: the printer is on fire");
            assertThat(stored.status()).isEqualTo(201);
            assertThat(stored.body().path("tags")).extracting(JsonNode::asText).containsExactly("incident");
            String id = stored.body().path("id").asText();

            // 5 and 6: out, and the attempt
            await().untilAsserted(() -> assertThat(desk).isDirectoryContaining("glob:**.txt"));
            try (var files = Files.list(desk)) {
                assertThat(Files.readString(files.findFirst().orElseThrow()))
                        .endsWith("on shoutbox/ops: urgent: the printer is on fire");
            }

            // 7: the outcome, and with it the whole trace
            await().untilAsserted(() -> {
                JsonNode trace = caller.get("/api/v1/messages/" + id + "/trace").body();
                assertThat(trace.path("deliveries").path(0).path("state").asText())
                        .isEqualTo("sent");
                assertThat(trace.path("events"))
                        .extracting(event -> event.path("type").asText())
                        .containsExactly("message.stored", "delivery.sent");
                assertThat(trace.path("events")
                                .path(0)
                                .path("detail")
                                .path("steps")
                                .toString())
                        .contains("urgent shouts go to the desk")
                        .contains("urgent");
            });

            // 8: seen
            await().untilAsserted(() -> assertThat(events.typesOf(id))
                    .containsExactly(TraceEvent.Type.MESSAGE_STORED, TraceEvent.Type.DELIVERY_SENT));
        }
    }

    private static final class Collected implements AutoCloseable {
        private final List<Recorded> all = new CopyOnWriteArrayList<>();
        private final EventFeed.Subscription subscription;

        Collected(EventFeed feed) {
            subscription = feed.follow(EnumSet.allOf(TraceEvent.Type.class), all::add);
        }

        List<TraceEvent.Type> typesOf(String message) {
            return all.stream()
                    .map(Recorded::event)
                    .filter(event -> message.equals(String.valueOf(event.message())))
                    .map(TraceEvent::type)
                    .toList();
        }

        @Override
        public void close() {
            subscription.close();
        }
    }
}
