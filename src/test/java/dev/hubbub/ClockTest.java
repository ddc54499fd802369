package dev.hubbub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The clock is set while the hub runs, by hours and by more than a day, and goes through both changes of daylight saving
 * in Europe/Berlin. The hub's own database is on the same machine, so its clock is set as well.
 */
@Tag("slow")
class ClockTest {
    private static final String TEAM = "shoutbox/team";
    /** In it, a second saying or run of what is due already would come. */
    private static final Duration A_WHILE = Duration.ofSeconds(4);

    /** Each delivery fails the first time; the slow channel then waits between ten and twenty minutes. */
    private static final String ROUTES = """
            - route: { id: slow, from: { uri: "hub:test/slow?backoff=20m&maxBackoff=20m", steps: [ %1$s ] } }
            - route: { id: quick, from: { uri: "hub:test/quick?backoff=1s", steps: [ %1$s ] } }
            - route: { id: hourly, from: { uri: "quartz:hourly?cron=0+0+*+*+*+?", steps: [ %2$s, { to: "file:runs?fileName=hourly&fileExist=Append&appendChars=\\\\n" } ] } }
            - route: { id: night, from: { uri: "quartz:night?cron=0+30+2+*+*+?", steps: [ %2$s, { to: "file:runs?fileName=night&fileExist=Append&appendChars=\\\\n" } ] } }
            """.formatted(
                    "{ choice: { when: [ { simple: \"${header.HubbubAttempt} == 1\", steps: [ { throwException: {"
                            + " exceptionType: java.lang.IllegalStateException, message: not yet } } ] } ] } }",
                    "{ setBody: { simple: \"${date:now:yyyy-MM-dd HH:mm XXX}\" } }");

    private static final String RULES = """
            rules:
              - { name: slow ones, when: { text: slowly }, then: [ { send: test/slow } ] }
              - { name: quick ones, when: { text: quickly }, then: [ { send: test/quick } ] }
            """;

    @TempDir
    Path folder = Path.of(".");

    private FakeTime clock;
    private HubProcess hub;
    private Caller caller;
    private int hourly;

    @BeforeEach
    void start() throws Exception {
        clock = FakeTime.at(Instant.parse("2027-03-27T09:10:00Z"), folder);
        Path routes = Files.createDirectories(folder.resolve("clock-routes"));
        Files.createDirectories(folder.resolve("config/rules"));
        for (String shipped : List.of("shoutbox.camel.yaml", "commands.camel.yaml")) {
            Files.copy(Path.of("routes", shipped), routes.resolve(shipped));
        }
        Files.writeString(routes.resolve("clock.camel.yaml"), ROUTES);
        Files.writeString(folder.resolve("config/rules/clock.yaml"), RULES);
        Map<String, String> environment = new HashMap<>(clock.environment());
        environment.putAll(Map.of(
                "TZ", "Europe/Berlin",
                "HUBBUB_TIME_ZONE", "Europe/Berlin",
                "HUBBUB_ROUTES", "clock-routes",
                "HUBBUB_SANDBOX", "off",
                // a clock that was set back is noticed after a sixth of it
                "HUBBUB_DATABASE_SILENCE", "6s"));
        hub = HubProcess.start(folder, environment);
        caller = new Caller(hub::url, folder.resolve("data")).logIn();
    }

    @AfterEach
    void stop() {
        // not started where there is no libfaketime
        if (hub != null) {
            hub.close();
        }
    }

    @Test
    @Timeout(300)
    void eachJobAndReminderComesOnceHoweverTheClockIsSet() throws Exception {
        anHourForwardAndBack();
        theHourThatIsLeftOut();
        moreThanADay();
        theHourThatComesTwice();
        Scale.figure("clock", "+1 h, -1 h, +25 h, both changes of Europe/Berlin: each job and reminder once");
    }

    private void anHourForwardAndBack() throws Exception {
        String cookie = session();
        remind("in 30m early", "Reminder 1 is set for Sat 2027-03-27 10:4");
        remind("in 20h far", "Reminder 2 is set for Sun 2027-03-28 07:1");
        remind("at 2027-03-28 02:30 in the gap", "Reminder 3 is set for Sun 2027-03-28 03:30");
        String slow = post("slowly");
        soon().until(() -> failed(slow));

        clock.jump(Duration.ofHours(1));
        assertThat(caller.get("/api/v1/me").status())
                .as("a token that has expired")
                .isEqualTo(401);
        caller.logIn();
        soon().until(() -> said("early") == 1);
        soon().until(() -> state(slow).equals("sent"));
        expectHourly();
        HttpResponse<Stream<String>> events = caller.open("/api/v1/stream?types=message.stored");
        remind("in 20m moved", "Reminder 4 is set for Sat 2027-03-27 11:3");
        String owed = post("slowly");
        soon().until(() -> failed(owed));
        awaitHeartbeat();

        clock.jump(Duration.ofHours(-1));
        assertThat(caller.get("/api/v1/me").status())
                .as("a token from the future")
                .isEqualTo(401);
        caller.logIn();
        assertThat(me(cookie)).as("the session goes on").isEqualTo(200);
        remind("in 2s at once", "Reminder 5 is set for Sat 2027-03-27 10:1");
        String quick = post("quickly");
        soon().until(() -> said("at once") == 1);
        soon().until(() -> state(quick).equals("sent"));
        soon().until(() -> hub.log().contains("The database's clock was set back"));
        assertThat(feed().indexOf("slowly")).as("shown by the clock").isLessThan(feed().indexOf("quickly"));
        assertThat(comeInThisOrder(events, owed, quick))
                .as("told as it happened")
                .isTrue();

        set("2027-03-27T09:59:57Z");
        soon().until(() -> state(owed).equals("sent"));
        // the hour is struck again, and one reminder's time has come again
        nothingComesTwice(0);
        assertThat(said("moved")).isZero();
        assertThat(said("in the gap")).isZero();
        assertThat(me(cookie)).isEqualTo(200);

        jump(Duration.ofHours(13));
        assertThat(me(cookie)).as("the session has ended").isEqualTo(401);
        soon().until(() -> said("moved") == 1);
        expectHourly();
    }

    /** That a clock was set back is known to a hub that has seen it run ahead. */
    private static void awaitHeartbeat() {
        await().pollDelay(Duration.ofMillis(1500)).until(() -> true);
    }

    private void theHourThatIsLeftOut() throws Exception {
        set("2027-03-28T01:29:57Z");
        soon().until(() -> runs("night").size() == 1);
        soon().until(() -> said("in the gap") == 1);
        assertThat(runs("night")).containsExactly("2027-03-28 03:30 +02:00");
        expectHourly();
    }

    private void moreThanADay() throws Exception {
        jump(Duration.ofHours(25));
        soon().until(() -> said("far") == 1);
        soon().until(() -> runs("night").size() == 2);
        expectHourly();
        remind("at 2027-10-31 02:30 twice", "Reminder 6 is set for Sun 2027-10-31 02:30");
    }

    private void theHourThatComesTwice() throws Exception {
        set("2027-10-30T22:59:57Z");
        soon().until(() -> runs("night").size() == 3);
        expectHourly();
        expectHourly();
        assertThat(runs("hourly")).last().isEqualTo("2027-10-31 01:00 +02:00");
        set("2027-10-31T00:29:57Z");
        soon().until(() -> said("twice") == 1);
        nothingComesTwice(3);
        set("2027-10-31T01:29:57Z");
        expectHourly();
        soon().until(() -> runs("night").size() == 4);
        assertThat(runs("night")).last().isEqualTo("2027-10-31 02:30 +01:00");
        nothingComesTwice(4);
    }

    private void jump(Duration by) throws Exception {
        clock.jump(by);
        caller.logIn();
    }

    private void set(String to) throws Exception {
        clock.set(Instant.parse(to));
        caller.logIn();
    }

    /** However many hours the clock has left out, the job runs once. */
    private void expectHourly() {
        hourly++;
        soon().until(() -> runs("hourly").size() >= hourly);
    }

    private void nothingComesTwice(int nights) {
        List<String> once = List.of("early", "moved", "at once", "in the gap", "far", "twice");
        await().during(A_WHILE).atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            List<String> feed = feed();
            for (String text : once) {
                assertThat(feed.stream().filter(ofReminder(text)::equals)).hasSizeLessThanOrEqualTo(1);
            }
            assertThat(runs("hourly")).hasSize(hourly);
            assertThat(runs("night")).hasSize(nights);
        });
    }

    private static boolean comeInThisOrder(HttpResponse<Stream<String>> events, String first, String second) {
        boolean found = false;
        try (Stream<String> lines = events.body()) {
            for (String line : (Iterable<String>) lines::iterator) {
                found |= line.contains(first);
                if (line.contains(second)) {
                    return found;
                }
            }
            return false;
        }
    }

    private void remind(String what, String answer) throws Exception {
        assertThat(caller.say(TEAM, "!remind " + what).status()).isEqualTo(201);
        soon().until(() -> feed().stream().anyMatch(text -> text.contains(answer)));
    }

    private String post(String text) throws Exception {
        return caller.say(TEAM, text).body().path("id").asText();
    }

    private long said(String text) throws Exception {
        return feed().stream().filter(ofReminder(text)::equals).count();
    }

    private static String ofReminder(String text) {
        return "Reminder for local: " + text;
    }

    private List<String> feed() throws Exception {
        return new Log(caller)
                .feed(TEAM).stream()
                        .map(message -> message.path("text").asText())
                        .toList();
    }

    private JsonNode delivery(String message) throws Exception {
        return caller.get("/api/v1/messages/" + message + "/deliveries")
                .body()
                .path("items")
                .path(0);
    }

    private boolean failed(String message) throws Exception {
        return delivery(message).path("reason").asText().contains("not yet");
    }

    private String state(String message) throws Exception {
        return delivery(message).path("state").asText();
    }

    private List<String> runs(String job) throws IOException {
        Path file = folder.resolve("runs").resolve(job);
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    private String session() throws Exception {
        HttpRequest logIn = HttpRequest.newBuilder(hub.url("/session"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"name\":\"admin\",\"password\":\"" + hub.adminPassword() + "\"}"))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(logIn, BodyHandlers.ofString());
        return answer.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
    }

    private int me(String cookie) throws Exception {
        HttpRequest me = HttpRequest.newBuilder(hub.url("/api/v1/me"))
                .header("Cookie", cookie)
                .build();
        return HttpClient.newHttpClient().send(me, BodyHandlers.discarding()).statusCode();
    }

    /** Room for a busy machine; nothing is expected to take that long. */
    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(100));
    }
}
