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
import dev.hubbub.Asking;
import dev.hubbub.api.EventReader.Event;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What happens, as it happens, over server-sent events. */
class StreamApiTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    void messageIsToldLiveAsACloudEventWithTheMessageInIt() {
        try (EventReader reader = EventReader.open(MEMBER, "?types=message.stored")) {
            assertThat(reader.status()).isEqualTo(200);
            JsonNode posted = MEMBER.post(TEAM, says("live!")).json();
            Event event = find(reader, posted.get("id").asText());

            assertThat(event.type()).isEqualTo("message.stored");
            assertThat(event.data().get("specversion").asText()).isEqualTo("1.0");
            assertThat(event.data().get("id").asText()).isEqualTo(event.id()).matches("[0-9]+-[0-9]+");
            assertThat(event.data().get("type").asText()).isEqualTo("dev.hubbub.message.stored");
            JsonNode data = event.data().get("data");
            assertThat(data.get("message")).isEqualTo(posted);
            assertThat(data.get("channel").asText()).isEqualTo("shoutbox/team");
            assertThat(data.has("detail")).isFalse();
        }
    }

    @Test
    void deliveryIsToldWithTheMessageAsItIsSeenThere() {
        try (EventReader reader = EventReader.open(MEMBER, "?channel=shoutbox/team&types=delivery.*")) {
            String id = OPERATOR.post(OPS, "{\"text\":\"to you\",\"to\":[{\"channel\":\"shoutbox/team\"}]}")
                    .json()
                    .get("id")
                    .asText();
            Event event = find(reader, id);

            assertThat(event.type()).isEqualTo("delivery.sent");
            JsonNode data = event.data().get("data");
            assertThat(data.get("deliveryId").asText()).isNotEmpty();
            assertThat(data.get("message").get("text").asText()).isEqualTo("to you");
            assertThat(data.get("message").get("via").asText()).isEqualTo("shoutbox/ops");
            assertThat(data.get("detail").get("attempt").asInt()).isOne();
        }
    }

    @Test
    void eachHearsOnlyWhatItMayRead() {
        try (EventReader member = EventReader.open(MEMBER, "");
                EventReader operator = EventReader.open(OPERATOR, "")) {
            String secret =
                    OPERATOR.post(OPS, says("not for members")).json().get("id").asText();
            String open = MEMBER.post(TEAM, says("for all")).json().get("id").asText();
            find(operator, secret);
            assertThat(find(operator, open).data().get("data").get("detail").toString())
                    .contains("shouts go out");
            find(member, open);

            await().atMost(SOON).until(() -> types(operator, open).contains("delivery.sent"));
            assertThat(types(member, secret)).isEmpty();
            assertThat(types(member, open)).containsExactly("message.stored");
        }
    }

    @Test
    void readerThatComesAndGoesMissesNothingWhileSeveralWrite() {
        Set<String> posted = ConcurrentHashMap.newKeySet();
        Map<String, String> heard = new LinkedHashMap<>();
        String last;
        try (EventReader first = EventReader.open(MEMBER, "?types=message.stored")) {
            await().atMost(SOON).until(() -> !first.lastId().isEmpty());
            last = first.lastId();
        }
        List<CompletableFuture<Void>> writers = IntStream.range(0, 4)
                .mapToObj(writer -> CompletableFuture.runAsync(() -> write(writer, posted)))
                .toList();
        int streams = 0;
        while (!writers.stream().allMatch(CompletableFuture::isDone)
                || !heard.keySet().containsAll(posted)) {
            assertThat(streams++).as("streams needed").isLessThan(200);
            last = readSome(last, heard, streams);
        }
        assertThat(posted).hasSize(120);
        assertThat(heard.keySet()).containsAll(posted);
        List<String> order = new ArrayList<>(heard.values());
        assertThat(order).doesNotHaveDuplicates();
    }

    /** What comes while the readers are still being written to is written to them together. */
    @Test
    void manyReadersHearAllOfABurstOnceAndInOneOrder() {
        Set<String> posted = ConcurrentHashMap.newKeySet();
        List<EventReader> readers = new ArrayList<>();
        try {
            for (int i = 0; i < 20; i++) {
                readers.add(EventReader.open(
                        i % 2 == 0 ? MEMBER : OPERATOR, "?types=message.stored&channel=shoutbox/team"));
            }
            // a reader is told its position when it has joined
            await().atMost(SOON)
                    .until(() ->
                            readers.stream().noneMatch(reader -> reader.lastId().isEmpty()));
            CompletableFuture.allOf(IntStream.range(0, 4)
                            .mapToObj(writer -> CompletableFuture.runAsync(() -> write(writer, posted)))
                            .toArray(CompletableFuture[]::new))
                    .join();
            await().atMost(SOON)
                    .until(() ->
                            readers.stream().allMatch(reader -> heard(reader).containsAll(posted)));
            List<String> order =
                    heard(readers.get(0)).stream().filter(posted::contains).toList();
            assertThat(order).hasSize(120).doesNotHaveDuplicates();
            assertThat(readers)
                    .allSatisfy(reader -> assertThat(heard(reader).stream().filter(posted::contains))
                            .containsExactlyElementsOf(order));
        } finally {
            readers.forEach(EventReader::close);
        }
    }

    private static List<String> heard(EventReader reader) {
        return reader.events.stream()
                .map(event -> event.data().get("data").get("messageId").asText())
                .toList();
    }

    private static void write(int writer, Set<String> posted) {
        for (int i = 0; i < 30; i++) {
            posted.add(MEMBER.post(TEAM, says("writer " + writer + " no " + i))
                    .json()
                    .get("id")
                    .asText());
        }
    }

    /** Reads a few events from after a position, then breaks off; message ids with the event's position. */
    private static String readSome(String after, Map<String, String> heard, int turn) {
        boolean byHeader = turn % 2 == 0;
        String query = "?types=message.stored" + (byHeader ? "" : "&after=" + after);
        String[] headers = byHeader ? new String[] {"Last-Event-ID", after} : new String[0];
        try (EventReader reader = EventReader.open(MEMBER, query, headers)) {
            // waits for three events, but not for ever: there may be fewer left
            await().atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(5))
                    .pollDelay(Duration.ZERO)
                    .until(() -> reader.events.size() >= 3 || reader.quietFor(Duration.ofMillis(300)));
            List<Event> events = List.copyOf(reader.events);
            for (Event event : events) {
                assertThat(event.type()).isEqualTo("message.stored");
                String earlier =
                        heard.put(event.data().get("data").get("messageId").asText(), event.id());
                assertThat(earlier == null || earlier.equals(event.id())).isTrue();
            }
            return events.isEmpty() ? after : events.get(events.size() - 1).id();
        }
    }

    @Test
    void positionThatIsNotKeptGetsAGap() {
        for (String unknown : List.of("99999999999999-1", "1-1", "99999999999999999999-99999999999999999999")) {
            try (EventReader reader = EventReader.open(MEMBER, "", "Last-Event-ID", unknown)) {
                await().atMost(SOON).until(() -> !reader.events.isEmpty());
                assertThat(reader.events.get(0).type()).isEqualTo("gap");
                String id = MEMBER.post(TEAM, says("after the gap"))
                        .json()
                        .get("id")
                        .asText();
                find(reader, id);
            }
        }
        assertThat(MEMBER.get("/stream?after=nonsense").status()).isEqualTo(400);
    }

    @Test
    void streamEndsWhenItsClientIsGone() {
        Asking leaving = HUB.client("leaving", "member");
        try (EventReader reader = EventReader.open(leaving, "")) {
            assertThat(ADMIN.send("DELETE", "/clients/leaving", null).status()).isEqualTo(204);
            await().atMost(Duration.ofSeconds(60)).until(reader::hasEnded);
        }
        assertThat(leaving.get("/stream").status()).isEqualTo(401);
    }

    @Test
    void readerThatDoesNotReadIsCutOffAndHarmsNobody() throws IOException {
        URI base = URI.create(MEMBER.base());
        try (Socket lazy = new Socket(base.getHost(), base.getPort());
                EventReader diligent = EventReader.open(MEMBER, "?types=message.stored")) {
            lazy.getOutputStream()
                    .write(("GET /api/v1/stream HTTP/1.1\r\nHost: hub\r\nAuthorization: Bearer " + MEMBER.token()
                                    + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            String long100k = "x".repeat(99_000);
            String batch = "{\"messages\":["
                    + IntStream.range(0, 10).mapToObj(i -> says(long100k)).collect(Collectors.joining(",")) + "]}";
            for (int i = 0; i < 25; i++) {
                assertThat(MEMBER.post(TEAM + "/batch", batch).status()).isEqualTo(201);
            }
            String last = MEMBER.post(TEAM, says("still here")).json().get("id").asText();

            find(diligent, last);
            assertThat(readToTheEnd(lazy.getInputStream())).isLessThan(25L * 10 * 99_000);
        }
    }

    private static long readToTheEnd(InputStream in) {
        byte[] buffer = new byte[65536];
        long read = 0;
        try {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                read += n;
            }
        } catch (IOException e) {
            return read; // reset: cut off
        }
        return read;
    }

    private static Event find(EventReader reader, String message) {
        await().atMost(SOON).until(() -> !types(reader, message).isEmpty());
        return reader.events.stream()
                .filter(event -> isAbout(event, message))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> types(EventReader reader, String message) {
        return reader.events.stream()
                .filter(event -> isAbout(event, message))
                .map(Event::type)
                .toList();
    }

    private static boolean isAbout(Event event, String message) {
        return message.equals(event.data().get("data").path("messageId").asText());
    }
}
