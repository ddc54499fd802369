package dev.hubbub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hub is killed under load: what was answered is in the log exactly once, and every delivery comes to an end. */
class CrashTest {
    private static final int KILLS = 3;
    private static final int CALLERS = 8;
    private static final int ANSWERS_BETWEEN_KILLS = 150;

    private final Set<String> answered = ConcurrentHashMap.newKeySet();
    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void nothingAnsweredIsLostAndEveryDeliveryEnds(@TempDir Path folder) throws Exception {
        Files.createDirectories(folder.resolve("routes"));
        Files.createDirectories(folder.resolve("config/rules"));
        Files.writeString(folder.resolve("routes/sink.camel.yaml"), """
                - route: { id: sink, from: { uri: "hub:sink/main", steps: [ { to: "file:sink?fileName=all.txt&fileExist=Append&appendChars=\\\\n" } ] } }
                - route: { id: once, from: { uri: "hub:sink/once?deduplicates=false", steps: [ { delay: { constant: 2 } } ] } }
                """);
        Files.writeString(folder.resolve("config/rules/sink.yaml"), """
                rules:
                  - name: everything goes to the sinks
                    when: { channel: shoutbox/ops }
                    then: [ { send: sink/main }, { send: sink/once } ]
                """);
        try (HubProcess hub = HubProcess.start(folder)) {
            for (int kill = 0; kill < KILLS; kill++) {
                loadUntil(hub, answered.size() + ANSWERS_BETWEEN_KILLS);
                hub.restart();
            }
            Caller caller = new Caller(hub::url, folder.resolve("data")).logIn();
            Map<String, Integer> log = log(caller);
            assertThat(log.keySet()).containsAll(answered);
            assertThat(log.values()).as("each once").allMatch(times -> times == 1);
            await().atMost(Duration.ofSeconds(90))
                    .untilAsserted(() -> assertThat(open(caller)).isEmpty());
            List<String> sunk = Files.readAllLines(folder.resolve("sink/all.txt"));
            assertThat(sunk).containsAll(log.keySet());
        }
    }

    /** Callers post until so many were answered; then the hub is killed while they go on. */
    private void loadUntil(HubProcess hub, int goal) throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            Caller caller = new Caller(hub::url, hub.folder().resolve("data")).logIn();
            Thread thread = new Thread(() -> post(caller, stop));
            callers.add(thread);
            thread.start();
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> answered.size() >= goal);
        hub.kill();
        stop.set(true);
        for (Thread thread : callers) {
            thread.join();
        }
    }

    private void post(Caller caller, AtomicBoolean stop) {
        while (!stop.get()) {
            String text = "message " + asked.incrementAndGet();
            try {
                if (caller.say("shoutbox/ops", text).status() == 201) {
                    answered.add(text);
                }
            } catch (IOException | InterruptedException e) {
                // the hub is dead: what was not answered may or may not be there
                stop.set(true);
            }
        }
    }

    private static Map<String, Integer> log(Caller caller) throws Exception {
        Map<String, Integer> texts = new HashMap<>();
        String path = "/api/v1/messages?channel=shoutbox/ops&limit=200";
        String cursor = "";
        do {
            JsonNode page = caller.get(path + cursor).body();
            page.path("items").forEach(item -> texts.merge(item.path("text").asText(), 1, Integer::sum));
            cursor = page.path("next").isTextual()
                    ? "&cursor=" + page.path("next").asText()
                    : "";
        } while (!cursor.isEmpty());
        return Collections.unmodifiableMap(texts);
    }

    private static List<JsonNode> open(Caller caller) throws Exception {
        List<JsonNode> open = new ArrayList<>();
        caller.get("/api/v1/deliveries?state=pending").body().path("items").forEach(open::add);
        return open;
    }
}
