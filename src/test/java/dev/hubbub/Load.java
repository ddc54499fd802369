package dev.hubbub;

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

/** Callers that post without pause, and what the hub has answered them; their messages go on to two sinks. */
final class Load {
    private static final int CALLERS = 8;

    private final HubProcess hub;
    private final Set<String> answered = ConcurrentHashMap.newKeySet();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final List<Thread> callers = new ArrayList<>();

    Load(HubProcess hub) {
        this.hub = hub;
    }

    /** Puts into a hub's folder, before it starts, where the messages go. */
    static void prepare(Path folder) throws IOException {
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
    }

    /** The texts that were answered 201. */
    Set<String> answered() {
        return Set.copyOf(answered);
    }

    void start() throws IOException, InterruptedException {
        stopped.set(false);
        for (int i = 0; i < CALLERS; i++) {
            Caller caller = caller();
            Thread thread = new Thread(() -> post(caller));
            callers.add(thread);
            thread.start();
        }
    }

    /** Waits until so many more were answered. */
    void awaitAnswers(int more) {
        int goal = answered.size() + more;
        await().atMost(Duration.ofMinutes(2)).until(() -> answered.size() >= goal);
    }

    void stop() throws InterruptedException {
        stopped.set(true);
        for (Thread thread : callers) {
            thread.join();
        }
        callers.clear();
    }

    Caller caller() throws IOException, InterruptedException {
        return new Caller(hub::url, hub.folder().resolve("data")).logIn();
    }

    private void post(Caller caller) {
        while (!stopped.get()) {
            String text = "message " + asked.incrementAndGet();
            try {
                if (caller.say("shoutbox/ops", text).status() == 201) {
                    answered.add(text);
                }
            } catch (IOException | InterruptedException e) {
                // the hub is dead: what was not answered may or may not be there
                stopped.set(true);
            }
        }
    }

    /** How often each text is in the log. */
    static Map<String, Integer> log(Caller caller) throws IOException, InterruptedException {
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

    /** Deliveries that are still owed. */
    static List<JsonNode> open(Caller caller) throws IOException, InterruptedException {
        List<JsonNode> open = new ArrayList<>();
        caller.get("/api/v1/deliveries?state=pending").body().path("items").forEach(open::add);
        return open;
    }
}
