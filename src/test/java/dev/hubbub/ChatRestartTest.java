package dev.hubbub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.channel.xmpp.NeedsProsody;
import dev.hubbub.channel.xmpp.Person;
import dev.hubbub.channel.xmpp.ProsodyServer;
import dev.hubbub.config.Key;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A whole hub on a Prosody of its own, either of which goes away while people talk. */
@NeedsProsody
@Tag("slow")
class ChatRestartTest {
    /** Kept after a failure: Prosody's archives tell who lost what. */
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    static Path home = Path.of(".");

    private static ProsodyServer prosody;
    private static TestHub hub;
    private static Caller caller;

    @BeforeAll
    static void start() throws Exception {
        prosody = new ProsodyServer(home.resolve("prosody"), true);
        prosody.start();
        hub = TestHub.start(
                home,
                settings -> settings.with(Key.XMPP_HOST, "127.0.0.1")
                        .with(Key.XMPP_PORT, Integer.toString(prosody.port()))
                        .with(Key.XMPP_DOMAIN, "localhost")
                        .with(Key.XMPP_USER, "ben")
                        .with(Key.XMPP_PASSWORD, "ben")
                        .with(Key.XMPP_TRUST, prosody.certificate().toString())
                        .with(Key.XMPP_HELLO, ""));
        caller = new Caller(hub::url, home.resolve("data")).logIn();
        try (Person ana = RoomTalk.ana(prosody)) {
            ask(ana, RoomTalk.ROOM, "!who", "Here now: ana, hubbub.");
            ask(ana, RoomTalk.BOT, "!help", "!fortune: says something wise");
        }
    }

    @AfterAll
    static void stop() throws Exception {
        hub.close();
        prosody.stop();
    }

    @Test
    void nothingIsLostAndNothingTwiceWhenTheServerRestarts() throws Exception {
        RoomTalk talk = new RoomTalk("server", prosody, caller).talk().shout();
        int kills = 0;
        for (int restart = 0; restart < Scale.of(2, 5); restart++) {
            talk.awaitCarried();
            if (restart % 2 == 0) {
                kills++;
                prosody.kill();
            } else {
                prosody.shutDown();
            }
            prosody.start();
        }
        talk.awaitCarried();
        talk.stop();
        talk.assertCarriedExactly(kills);
    }

    @Test
    void catchesUpOnceWithWhatWasSaidWhileTheHubWasAway() throws Exception {
        RoomTalk talk = new RoomTalk("hub", prosody, caller).talk();
        for (int restart = 0; restart < 2; restart++) {
            talk.awaitMore();
            int before = talk.said();
            hub.restart();
            assertThat(talk.said()).as("said while the hub was away").isGreaterThan(before);
        }
        caller.logIn();
        talk.awaitMore();
        talk.stop();
        talk.assertCarriedExactly(0);
    }

    private static void ask(Person ana, String place, String question, String answer) throws Exception {
        if (place.equals(RoomTalk.ROOM)) {
            assertThat(ana.say(place, "ask" + question, question)).isTrue();
        } else {
            ana.tell(place, "ask" + question, question);
        }
        await().atMost(RoomTalk.PATIENCE)
                .untilAsserted(() -> assertThat(ana.heardAt(place)).anyMatch(text -> text.contains(answer)));
    }
}
