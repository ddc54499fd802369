package dev.hubbub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.channel.xmpp.NeedsProsody;
import dev.hubbub.channel.xmpp.Person;
import dev.hubbub.channel.xmpp.ProsodyServer;
import dev.hubbub.config.Key;
import dev.hubbub.faults.Fault;
import dev.hubbub.faults.FaultProxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A whole hub whose way to its XMPP server is bad, while people talk and shout; other channels do not notice. */
@NeedsProsody
@Tag("slow")
class ChatFaultsTest {
    private static final boolean LONG = Boolean.getBoolean("hubbub.long");

    private static final int ROUNDS = LONG ? 5 : 1;

    /** What a line that is only slow does to the bot: nothing. */
    private static final List<Fault> BORNE =
            LONG ? List.of(Fault.BYTE_BY_BYTE, Fault.DELAY) : List.of(Fault.BYTE_BY_BYTE);

    private static final List<Fault> NOTICED = LONG
            ? List.of(Fault.DROP, Fault.DROP_ANSWERS, Fault.STALL, Fault.RESET)
            : List.of(Fault.DROP_ANSWERS, Fault.STALL, Fault.RESET);

    /** What the settings below promise, and something for a busy machine. */
    private static final Duration NOTICED_WITHIN = Duration.ofSeconds(2 + 2 + 6);

    private static final Duration UNDISTURBED = Duration.ofSeconds(10);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    static Path home = Path.of(".");

    private static ProsodyServer prosody;
    private static FaultProxy proxy;
    private static TestHub hub;
    private static Caller caller;

    @BeforeAll
    static void start() throws Exception {
        prosody = new ProsodyServer(home.resolve("prosody"), true);
        prosody.start();
        proxy = new FaultProxy(prosody.port());
        Files.createDirectories(home.resolve("routes"));
        Files.writeString(home.resolve("routes/other.camel.yaml"), """
                - from: { uri: "hub:other/channel", steps: [ { to: "log:other?level=DEBUG" } ] }
                """);
        hub = TestHub.start(
                home,
                settings -> settings.with(Key.XMPP_HOST, "127.0.0.1")
                        .with(Key.XMPP_PORT, Integer.toString(proxy.port()))
                        .with(Key.XMPP_DOMAIN, "localhost")
                        .with(Key.XMPP_USER, "ben")
                        .with(Key.XMPP_PASSWORD, "ben")
                        .with(Key.XMPP_TRUST, prosody.certificate().toString())
                        .with(Key.XMPP_PING, "2s")
                        .with(Key.XMPP_ANSWER, "2s")
                        .with(Key.XMPP_HELLO, ""));
        caller = new Caller(hub::url, home.resolve("data")).logIn();
        try (Person ana = RoomTalk.ana(prosody)) {
            await().atMost(RoomTalk.PATIENCE).until(ChatFaultsTest::isReady);
            assertThat(ana.say(RoomTalk.ROOM, "hello", "hello")).isTrue();
        }
    }

    @AfterAll
    static void stop() throws Exception {
        hub.close();
        proxy.close();
        prosody.stop();
    }

    private static boolean isReady() {
        return hub.hub().star.xmpp.states().stream().allMatch(state -> state.connected() && state.ready());
    }

    @Test
    void nothingIsLostAndNothingTwiceOverABadLine() throws Exception {
        RoomTalk talk = new RoomTalk("line", prosody, caller).talk().shout();
        for (int round = 0; round < ROUNDS; round++) {
            talk.awaitCarried();
            int before = proxy.accepted();
            for (Fault fault : BORNE) {
                proxy.delay(Duration.ofMillis(20));
                proxy.set(fault);
                othersAreUndisturbed();
                talk.awaitCarried();
            }
            assertThat(proxy.accepted()).as("connections lost on a slow line").isEqualTo(before);
            for (Fault fault : NOTICED) {
                proxy.set(fault);
                await(fault.toString()).atMost(NOTICED_WITHIN).until(() -> !isReady());
                othersAreUndisturbed();
                proxy.set(Fault.NONE);
                talk.awaitCarried();
            }
        }
        talk.stop();
        talk.assertCarriedExactly(0);
    }

    private static void othersAreUndisturbed() throws Exception {
        for (int n = 0; n < 3; n++) {
            String id = caller.post("/api/v1/channels/shoutbox/ops/messages", """
                            {"text": "elsewhere", "to": [{"channel": "other/channel"}]}
                            """)
                    .body()
                    .path("id")
                    .asText();
            await().atMost(UNDISTURBED)
                    .untilAsserted(() -> assertThat(caller.get("/api/v1/messages/" + id + "/deliveries")
                                    .body()
                                    .path("items"))
                            .hasSize(1)
                            .allMatch(
                                    delivery -> delivery.path("state").asText().equals("sent")));
        }
    }
}
