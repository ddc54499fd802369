package dev.hubbub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hubbub.channel.sip.Ports;
import dev.hubbub.config.Key;
import dev.hubbub.peers.NeedsProgram;
import dev.hubbub.peers.Sipp;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole hub and a SIP peer, each of which goes away under traffic: nothing is lost, and nothing is there twice. */
@NeedsProgram("sipp")
class SipRestartTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern CALL = Pattern.compile("(?s)Call-ID: (\\S+).*?\\r?\\n\\r?\\n(.*)");
    private static final String RULES = """
            rules:
              - { name: out, when: { channel: shoutbox/team }, then: [ { send: sip/main, to: "sip:ana@example.org", format: "{body}" } ] }
            """;

    @TempDir
    static Path home;

    private static TestHub hub;
    private static Caller caller;
    private static Log log;
    private static int peer;
    private static int port;

    @BeforeAll
    static void start() throws Exception {
        peer = Ports.free("127.0.0.1");
        port = Ports.free("127.0.0.1");
        Files.writeString(Files.createDirectories(home.resolve("config/rules")).resolve("sip.yaml"), RULES);
        hub = TestHub.start(
                home,
                settings -> settings.with(Key.SIP_SERVER, "127.0.0.1:" + peer)
                        .with(Key.SIP_ADDRESS, "sip:hubbub@example.org")
                        .with(Key.SIP_PORT, Integer.toString(port))
                        .with(Key.SIP_RATE, "0"));
        caller = new Caller(hub::url, home.resolve("data")).logIn();
        log = new Log(caller);
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    private static List<String> numbered(String word, int count) {
        return IntStream.range(0, count).mapToObj(n -> word + "-" + n).toList();
    }

    @Test
    void everyTextReachesAPeerThatIsRestarted() throws Exception {
        List<String> texts = numbered("text", 60);
        List<String> received = new ArrayList<>();
        try (Sipp first = Sipp.start(home, "takes", peer)) {
            assertThat(caller.sayAll("shoutbox/team", texts.subList(0, 40)).status())
                    .isBetween(200, 299);
            await().atMost(PATIENCE).until(() -> first.received().size() >= 15);
            first.stop();
            received.addAll(first.received());
        }
        assertThat(caller.sayAll("shoutbox/team", texts.subList(40, 60)).status())
                .isBetween(200, 299);
        try (Sipp second = Sipp.start(home, "takes", peer)) {
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(states()).isEqualTo(Map.of("sent", texts.size())));
            received.addAll(second.received());
        }
        Map<String, String> byCall = new HashMap<>();
        for (String request : received) {
            Matcher parts = CALL.matcher(request);
            assertThat(parts.find()).isTrue();
            byCall.put(parts.group(1), parts.group(2).strip());
        }
        assertThat(byCall.values()).containsExactlyInAnyOrderElementsOf(texts);
    }

    /** How many deliveries by SIP are in which state. */
    private static Map<String, Integer> states() throws Exception {
        Map<String, Integer> states = new HashMap<>();
        for (String state : List.of("pending", "sent", "dead", "uncertain")) {
            int count = log.all("/api/v1/deliveries?limit=200&channel=sip/main&state=" + state)
                    .size();
            if (count > 0) {
                states.put(state, count);
            }
        }
        return states;
    }

    @Test
    @Tag("long")
    void everyTextReachesAHubThatIsRestarted() throws Exception {
        try (Sipp sipp = Sipp.start(home, "insists", peer, "127.0.0.1:" + port, "-m", "150", "-r", "30")) {
            await().atMost(PATIENCE).until(() -> log.arrivedOn("sip/main").size() >= 30);
            hub.restart();
            caller.logIn();
            assertThat(sipp.succeeds()).as(sipp.said()).isTrue();
        }
        List<JsonNode> arrived = log.all("/api/v1/messages?limit=200&channel=sip/main");
        assertThat(arrived)
                .extracting(message -> message.path("text").asText())
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 150)
                        .mapToObj(n -> "insists " + n)
                        .toList());
    }
}
