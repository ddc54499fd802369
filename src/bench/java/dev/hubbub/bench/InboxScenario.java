package dev.hubbub.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** Reading from a long log: pages, searches and counts. */
final class InboxScenario implements Scenario {
    private static final int CHANNELS = 5;
    private static final double BOUND = 20;

    private static final String RULES = """
            rules:
              - { name: outages, when: { text: outage }, then: [ { tag: incident } ] }
              - { name: crossed, when: { channel: shoutbox/c1 }, then: [ { send: shoutbox/c0 } ] }
            """;

    @Override
    public String name() {
        return "inbox";
    }

    @Override
    public String about() {
        return "pages, searches and counters over 1,000,000 stored messages (short: 100,000)";
    }

    @Override
    public List<Result> run(Ground ground) throws Exception {
        int count = Integer.getInteger("bench.inbox", ground.thorough() ? 1_000_000 : 100_000);
        Warm warm = ground.warm();
        HubRun hub = warm.hub();
        warm.route("boxes.camel.yaml", routes());
        warm.rules(RULES);
        Texts texts = new Texts(11);
        int every = Math.max(1, count / 50);
        Bulk.fill(hub, count, batch -> "shoutbox/c" + batch % CHANNELS, i -> text(texts, i, every));
        Deliveries.awaitNone(ground, warm.database());
        analyse(ground, warm.database());
        return measure(ground, hub, count);
    }

    /** One in a hundred is an incident; about fifty hold the rare word. */
    private static String text(Texts texts, int i, int every) {
        String text = texts.next(280);
        return i % every == 0 ? text + " zugzwang" : i % 100 == 0 ? text + " outage" : text;
    }

    private static String routes() {
        StringBuilder routes = new StringBuilder();
        for (int i = 0; i < CHANNELS; i++) {
            routes.append("- route: { from: { uri: \"hub:shoutbox/c")
                    .append(i)
                    .append("\", steps: [ { to: \"log:shoutbox?level=TRACE\" } ] } }\n");
        }
        return routes.toString();
    }

    /** What the server does by itself sooner or later; here it has to be done with before it is measured. */
    private static void analyse(Ground ground, String database) throws Exception {
        try (Connection connection = ground.connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute("vacuum analyze");
        }
        ground.settle();
    }

    private List<Result> measure(Ground ground, HubRun hub, int count) throws Exception {
        JsonNode first = new Rest(hub).get("/messages?limit=50");
        String next = first.path("next").asText();
        Map<String, String> asked = new LinkedHashMap<>();
        asked.put("first page", "/messages?limit=50");
        asked.put("second page", "/messages?limit=50&cursor=" + next);
        asked.put("a channel's page", "/channels/shoutbox/c0/messages?limit=50");
        asked.put("search, a rare word", "/messages?limit=50&q=zugzwang");
        asked.put("search, two common words", "/messages?limit=50&q=the%20and");
        asked.put("search, common and rare", "/messages?limit=50&q=the%20zugzwang");
        asked.put("by tag", "/messages?limit=50&tag=incident");
        // all but the newest page is unread on one channel, and everything on another
        String last = new Rest(hub)
                .get("/channels/shoutbox/c0/messages?limit=50")
                .at("/items/49/id")
                .asText();
        new Rest(hub).put("/channels/shoutbox/c0/read-mark", "{\"message\":\"" + last + "\"}");
        new Rest(hub).put("/channels/shoutbox/c1/read-mark", "{\"message\":\"" + new UUID(0, 0) + "\"}");
        asked.put("channels, unread and counters", "/channels");
        new HttpLoad(
                        hub.port(),
                        asked.values().stream()
                                .map(path -> Rest.get(path, hub.token()))
                                .toList())
                .warm(1, ground.seconds(10));
        List<Result> results = new ArrayList<>();
        for (Map.Entry<String, String> one : asked.entrySet()) {
            HttpLoad load = new HttpLoad(hub.port(), List.of(Rest.get(one.getValue(), hub.token())));
            load.closed(1, ground.seconds(0.3)).all(200);
            Latencies latencies = load.closed(1, ground.seconds(1.5)).all(200).latencies();
            String variant = String.format(Locale.ROOT, "%s, %,d", one.getKey(), count);
            results.add(
                    Result.of(name(), variant, "ms", latencies.millis(99), "p99 ≤ 20 ms", latencies.millis(99) <= BOUND)
                            .took(latencies));
        }
        return results;
    }
}
