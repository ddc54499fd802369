package dev.hubbub.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A hub with sinks, and beside it the least that could be done, that scenarios share one after the other: to get warm takes a
 * minute, and is the same for all of them. What one has left in its tables the next one does not find.
 */
final class Warm implements AutoCloseable {
    private static final int CONNECTIONS = 64;
    private static final int LENGTH = 280;

    private static final Map<String, String> SETTINGS =
            Map.of("HUBBUB_STREAMS", "12000", "HUBBUB_STREAMS_PER_CALLER", "12000");

    private final Ground ground;
    private final String database;
    private final HubRun hub;
    private @Nullable Reference lean;
    private boolean hasOtherRules;

    private Warm(Ground ground, String database, HubRun hub) {
        this.ground = ground;
        this.database = database;
        this.hub = hub;
    }

    /** Starts it, and posts until that gets no faster. */
    static Warm start(Ground ground) throws IOException, SQLException {
        String database = ground.database("warm");
        Warm warm = new Warm(ground, database, HubRun.start(ground, database, Sinks.files(), SETTINGS));
        try {
            HttpLoad load = warm.posts();
            // it gets no faster for many seconds, and then does: what is compiled last counts most
            var unused = load.closed(CONNECTIONS, ground.seconds(25));
            load.warm(CONNECTIONS, ground.seconds(10));
            warm.settle();
            return warm;
        } catch (IOException | SQLException | RuntimeException e) {
            warm.close();
            throw e;
        }
    }

    HubRun hub() {
        return hub;
    }

    String database() {
        return database;
    }

    /** Messages of 300 bytes, each for both sinks. */
    HttpLoad posts() {
        return new HttpLoad(hub.port(), new Texts(1).posts(2000, Sinks.PATH, hub.token(), LENGTH));
    }

    /** The least that could be done, in a process of its own. */
    Reference lean() throws IOException, SQLException {
        if (lean == null) {
            lean = Reference.start(ground, LeanReference.class);
        }
        return lean;
    }

    /** Makes it as for somebody new: nothing owed, empty tables, a token that lasts. */
    void refresh() throws IOException, SQLException {
        settle();
        hub.renewToken();
        if (hasOtherRules) {
            rules(Sinks.RULES);
            hasOtherRules = false;
        }
        empty();
        ground.settle();
    }

    /** Takes everything out of its tables, whatever is owed. */
    void empty() throws SQLException {
        try (Connection connection = ground.connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute("truncate message, message_tag, attachment, revision, delivery, trace_event");
        }
    }

    /** Waits until both deliveries of each message are settled, and brings all of it to the disk. */
    void settle() throws IOException, SQLException {
        Deliveries.awaitNone(ground, database);
        ground.settle();
    }

    /** Replaces the rules, and waits until a message meets the new ones: the last of them is for a word of its own. */
    void rules(String yaml) throws IOException {
        hasOtherRules = true;
        String word = "probe" + System.nanoTime();
        Path file = hub.folder().resolve("config/rules/ten.yaml");
        Files.writeString(
                file, yaml + "  - { name: probe, when: { text: " + word + " }, then: [ { tag: " + word + " } ] }\n");
        Rest rest = new Rest(hub);
        long end = System.nanoTime() + 60_000_000_000L;
        while (System.nanoTime() < end) {
            String id = rest.post("/channels/shoutbox/team/messages", "{\"text\":\"" + word + "\"}")
                    .path("id")
                    .asText();
            if (rest.get("/messages/" + id).path("tags").toString().contains(word)) {
                return;
            }
            Ground.pause(50);
        }
        throw new IOException("the rules are not read: " + rest.get("/rule-files"));
    }

    /** Adds a route file, and waits until it runs. */
    void route(String name, String yaml) throws IOException {
        Files.writeString(hub.folder().resolve("routes").resolve(name), yaml);
        awaitRoutes(name, true);
    }

    /** Takes a route file away, and waits until nothing of it runs. */
    void unroute(String name) throws IOException {
        Files.delete(hub.folder().resolve("routes").resolve(name));
        awaitRoutes(name, false);
    }

    private void awaitRoutes(String name, boolean running) throws IOException {
        Rest rest = new Rest(hub);
        long end = System.nanoTime() + 60_000_000_000L;
        while (System.nanoTime() < end) {
            if (isRunning(rest.get("/route-files"), name) == running) {
                return;
            }
            Ground.pause(50);
        }
        throw new IOException(name + (running ? " does not run: " : " does not end: ") + rest.get("/route-files"));
    }

    private static boolean isRunning(JsonNode files, String name) {
        for (JsonNode file : files.path("items")) {
            if (file.path("file").asText().equals(name)) {
                return file.path("state").asText().equals("running");
            }
        }
        return false;
    }

    @Override
    public void close() {
        hub.close();
        if (lean != null) {
            lean.close();
        }
    }
}
