package dev.hubbub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.hubbub.store.crypt.Keys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole hub is killed while it changes its keys: everything stays readable, and the change comes to its end. */
@Tag("slow")
@Tag("long")
class KeyRotationCrashTest {
    private static final int MESSAGES = 5_000;
    private static final int KILLS = 5;

    @Test
    void aHubThatIsKilledWhileItsKeysChangeGoesOnAtTheNextStart(@TempDir Path folder) throws Exception {
        Map<String, String> slow =
                Map.of("HUBBUB_ENCRYPTION_ROTATION_RATE", "250", "HUBBUB_ENCRYPTION_ROTATION_GRACE", "1s");
        try (HubProcess hub = HubProcess.start(folder, slow)) {
            Path file = folder.resolve("data/keys.json");
            Set<Long> first = Keys.parse(Files.readString(file)).names();
            Caller caller = new Caller(hub::url, folder.resolve("data")).logIn();
            Set<String> said = say(caller);

            assertThat(caller.post("/api/v1/keys/rotation", "{}").status()).isEqualTo(202);
            for (int kill = 0; kill < KILLS; kill++) {
                int done = 200 * (kill + 1);
                Caller watcher = new Caller(hub::url, folder.resolve("data")).logIn();
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> status(watcher).path("done").asInt() > done);
                hub.kill();
                assertThat(Keys.parse(Files.readString(file)).names())
                        .hasSize(2)
                        .containsAll(first);
                assertThat(folder.resolve("data/keys.json.before")).exists();
                hub.restart();
                assertThat(texts(folder, hub)).containsAll(said);
            }
            Caller watcher = new Caller(hub::url, folder.resolve("data")).logIn();
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> status(watcher).path("state").asText().equals("idle"));

            assertThat(Keys.parse(Files.readString(file)).names()).hasSize(1).doesNotContainAnyElementsOf(first);
            assertThat(folder.resolve("data/keys.json.before")).doesNotExist();
            assertThat(texts(folder, hub)).containsAll(said);
            assertThat(hub.log()).doesNotContain("cannot be decrypted");
            assertThat(hub.run("keys", "status"))
                    .contains("writes", "idle; last change ended")
                    .doesNotContain("reads");
        }
    }

    private static Set<String> say(Caller caller) throws Exception {
        List<String> texts =
                IntStream.range(0, MESSAGES).mapToObj(i -> "text " + i).toList();
        ObjectMapper json = new ObjectMapper();
        for (int from = 0; from < MESSAGES; from += 100) {
            ArrayNode batch = json.createArrayNode();
            texts.subList(from, from + 100).forEach(text -> batch.addObject().put("text", text));
            assertThat(caller.post(
                                    "/api/v1/channels/shoutbox/team/messages/batch",
                                    json.createObjectNode()
                                            .set("messages", batch)
                                            .toString())
                            .status())
                    .isEqualTo(201);
        }
        return Set.copyOf(texts);
    }

    private static Set<String> texts(Path folder, HubProcess hub) throws Exception {
        return new Log(new Caller(hub::url, folder.resolve("data")).logIn())
                .arrivedOn("shoutbox/team").stream().collect(Collectors.toSet());
    }

    private static JsonNode status(Caller caller) throws Exception {
        return caller.get("/api/v1/keys").body();
    }
}
