package dev.hubbub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.store.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two hubs on one database: one is killed, the other takes over what it had in hand, and goes on with its jobs. */
@Tag("slow")
class TwoHubsTest {
    private static final int MESSAGES = Scale.of(60, 1_000);
    private static final int SILENCE_SECONDS = Scale.of(6, 30);
    private static final String DATABASE = "pair";
    private static final String ROUTES = "pair-routes";

    /**
     * The channel is slow enough that most are in hand when the hub is killed, and writes down each sending at once. The
     * job runs each second, on one of them, and writes down which second it was for.
     */
    private static final String FILE = """
            - route: { id: pair, from: { uri: "hub:pair/target", steps: [ { delay: { constant: 100 } }, { setBody: { simple: "${header.HubbubDeliveryId}" } }, { to: "file:done?fileName=sent&fileExist=Append&appendChars=\\\\n" } ] } }
            - route: { id: job, from: { uri: "quartz:job?cron=*+*+*+*+*+?", steps: [ { setBody: { simple: "for ${header.scheduledFireTime.time}" } }, { to: "file:done?fileName=runs&fileExist=Append&appendChars=\\\\n" } ] } }
            """;

    private static final String RULES = """
            rules:
              - { name: pairs, when: { channel: shoutbox/ops }, then: [ { send: pair/target } ] }
            """;

    @Test
    void whatAKilledHubHadInHandIsTakenOverOnceByTheOther(@TempDir Path one, @TempDir Path other) throws Exception {
        try (TestDatabase postgres = TestDatabase.create()) {
            postgres.server().createDatabase(DATABASE);
            prepare(one);
            prepare(other);
            try (HubProcess first = HubProcess.start(one, environment(postgres))) {
                copyIdentity(one, other);
                try (HubProcess second = HubProcess.start(other, environment(postgres))) {
                    Caller caller = new Caller(first::url, one.resolve("data")).logIn();
                    for (int i = 0; i < MESSAGES; i++) {
                        assertThat(caller.say("shoutbox/ops", "message " + i).status())
                                .isEqualTo(201);
                    }
                    first.kill();
                    long killed = System.nanoTime();
                    Set<String> settled = deliveries(postgres, "state = 'sent'");
                    Set<String> inHand = deliveries(postgres, "state = 'pending' and holder is not null");
                    assertThat(inHand).as("in hand when it was killed").isNotEmpty();
                    int runs = done(other, "runs").size();

                    await().atMost(Duration.ofSeconds(SILENCE_SECONDS + 90L + MESSAGES / 5))
                            .until(() ->
                                    deliveries(postgres, "state = 'pending'").isEmpty());
                    Duration took = Duration.ofNanos(System.nanoTime() - killed);
                    assertSentOnce(one, other, settled, inHand);
                    await().atMost(Duration.ofSeconds(60))
                            .until(() -> done(other, "runs").size() > runs + 1);
                    List<String> all = new ArrayList<>(done(one, "runs"));
                    all.addAll(done(other, "runs"));
                    assertThat(all).as("the seconds the job ran for").doesNotHaveDuplicates();
                    assertThat(second.log()).doesNotContain("cannot start");
                    Scale.figure(
                            "two-hubs",
                            "messages=" + MESSAGES + " in hand when killed=" + inHand.size() + " silence="
                                    + SILENCE_SECONDS + " s, all sent " + took.toMillis()
                                    + " ms after, lost=0, settled ones sent again=0; job: runs=" + all.size()
                                    + " twice=0");
                }
            }
        }
    }

    /** Each is sent; again only what was in the midst of it. */
    private static void assertSentOnce(Path one, Path other, Set<String> settled, Set<String> inHand)
            throws IOException {
        List<String> byFirst = done(one, "sent");
        List<String> bySecond = done(other, "sent");
        assertThat(byFirst).doesNotHaveDuplicates();
        assertThat(bySecond).doesNotHaveDuplicates();
        Set<String> all = new HashSet<>(byFirst);
        all.addAll(bySecond);
        assertThat(all).as("sent by one or the other").hasSize(MESSAGES);
        Set<String> twice = new HashSet<>(byFirst);
        twice.retainAll(bySecond);
        assertThat(twice).as("settled ones that were sent again").doesNotContainAnyElementsOf(settled);
        assertThat(inHand).as("what was sent again").containsAll(twice);
    }

    private static List<String> done(Path folder, String what) throws IOException {
        Path file = folder.resolve("done").resolve(what);
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    private static Map<String, String> environment(TestDatabase postgres) {
        Map<String, String> environment = new HashMap<>();
        environment.put("HUBBUB_DATABASE_URL", postgres.server().url(DATABASE));
        environment.put("HUBBUB_DATABASE_USER", postgres.server().user());
        environment.put("HUBBUB_DATABASE_PASSWORD", postgres.server().password());
        environment.put("HUBBUB_DATABASE_SILENCE", SILENCE_SECONDS + "s");
        environment.put("HUBBUB_JOBS_MIN_EVERY", "1s");
        environment.put("HUBBUB_ROUTES", ROUTES);
        environment.put("HUBBUB_SANDBOX", "off");
        return environment;
    }

    private static void prepare(Path folder) throws IOException {
        Path routes = Files.createDirectories(folder.resolve(ROUTES));
        Files.createDirectories(folder.resolve("config/rules"));
        Files.writeString(routes.resolve("pair.camel.yaml"), FILE);
        Files.writeString(folder.resolve("config/rules/pair.yaml"), RULES);
    }

    /** Hubs on one database have the same keys. */
    private static void copyIdentity(Path from, Path to) throws IOException {
        Files.createDirectories(to.resolve("data"));
        for (String name : List.of("keys.json", "cli.json", "issuer-key.json")) {
            Files.copy(from.resolve("data").resolve(name), to.resolve("data").resolve(name));
        }
    }

    private static Set<String> deliveries(TestDatabase postgres, String which) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        postgres.server().url(DATABASE),
                        postgres.server().user(),
                        postgres.server().password());
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("select id from delivery where channel = 'pair/target' and " + which)) {
            Set<String> ids = new HashSet<>();
            while (row.next()) {
                ids.add(row.getString(1));
            }
            return ids;
        }
    }
}
