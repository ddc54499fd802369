package dev.hubbub.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.Log;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What the callers were answered, beside what is in the log and what came to the sink.
 *
 * @param answered texts that were answered as stored
 * @param present how many of them are in the log
 * @param lost those that are not
 * @param inLog how often each text is in the log
 * @param owed the deliveries
 */
record Balance(int answered, int present, TreeSet<String> lost, Map<String, Integer> inLog, List<Owed> owed) {
    /** One delivery in the table. */
    record Owed(String id, String channel, String state) {}

    /** Waits until the hub has found its database again and nothing is owed any more, then compares. */
    static Balance strike(Scene scene, Journal journal) throws Exception {
        scene.hub.awaitReady();
        if (!CrashTest.LONG) {
            // hubs that were killed count as dead at once, and not after half a minute of silence
            scene.database.execute("delete from node where started_at < (select max(started_at) from node)");
        }
        awaitEnd(scene);
        Map<String, String> answered = journal.answered();
        Map<String, Integer> inLog = new HashMap<>();
        TreeSet<String> lost = new TreeSet<>(answered.keySet());
        new Log(scene.caller())
                .all("/api/v1/messages?limit=200&channel=" + Load.CHANNEL)
                .forEach(message -> {
                    String text = message.path("text").asText();
                    inLog.merge(text, 1, Integer::sum);
                    if (message.path("id").asText().equals(answered.get(text))) {
                        lost.remove(text);
                    }
                });
        return new Balance(answered.size(), answered.size() - lost.size(), lost, inLog, owed(scene));
    }

    /** However much is owed by now: something must end within each two minutes. */
    private static void awaitEnd(Scene scene) throws IOException, SQLException {
        String pending = "select count(*) from delivery where state = 'pending'";
        for (long left = scene.database.number(pending); left > 0; left = scene.database.number(pending)) {
            long before = left;
            await().atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(250))
                    .until(() -> scene.database.number(pending) < before);
        }
    }

    private static List<Owed> owed(Scene scene) throws IOException, SQLException {
        List<Owed> owed = new ArrayList<>();
        try (Connection connection = scene.database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select id, channel, state from delivery")) {
            while (row.next()) {
                owed.add(new Owed(row.getString(1), row.getString(2), row.getString(3)));
            }
        }
        return owed;
    }

    /** The promise: what was answered is there once, and each delivery ended as it should. */
    void assertKept(Sink sink) {
        assertThat(lost).as("answered, but not in the log").isEmpty();
        assertThat(inLog.values()).as("each text is in the log once").allMatch(times -> times == 1);
        assertThat(owed).as("two deliveries a message").hasSize(2 * inLog.size());
        assertEnded(sink);
    }

    /** Each delivery ended as it should. */
    void assertEnded(Sink sink) {
        for (Owed one : owed) {
            int times = sink.times(one.id());
            if (one.channel().equals(Sink.REPEATING)) {
                assertThat(one.state())
                        .as("%s can be repeated until it is sent", one)
                        .isEqualTo("sent");
                assertThat(times).as("%s arrived", one).isPositive();
            } else {
                assertThat(one.state()).as("the end of %s", one).isIn("sent", "uncertain");
                assertThat(times)
                        .as("%s arrived once, and perhaps not if it is uncertain", one)
                        .isBetween(one.state().equals("sent") ? 1 : 0, 1);
            }
        }
    }

    long uncertain() {
        return owed.stream().filter(one -> one.state().equals("uncertain")).count();
    }

    /** The figures, on one line. */
    @Override
    public String toString() {
        return "answered=%d present=%d lost=%d".formatted(answered, present, lost.size());
    }
}
