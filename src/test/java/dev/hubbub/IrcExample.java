package dev.hubbub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hubbub.peers.IrcPerson;
import dev.hubbub.peers.NeedsProgram;
import dev.hubbub.peers.Ngircd;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An IRC server, by {@code docs/examples/irc.camel.yaml}. */
interface IrcExample {
    YamlChannels channels();

    @Test
    @NeedsProgram("ngircd")
    @Tag("long")
    default void aChannelOfIrcIsHeardAndSpokenIn() throws Exception {
        try (IrcPerson ana = person("ana[x]")) {
            ana.say("#hub", YamlChannels.TEXT + " irc");
            JsonNode message = channels().seen(YamlChannels.TEXT + " irc");
            assertThat(message.path("sender").asText()).isEqualTo("irc:ana[x]");
            assertThat(message.path("senderName").asText()).isEqualTo("ana[x]");
            ana.say("#hub", "\u0001ACTION waves\u0001");
            channels().seen("* ana[x] waves");
            ana.command("NOTICE #hub :I am a program");
            ana.say("#hub", "\u0001VERSION\u0001");
            ana.say("hub", "hello, you alone");
            await().atMost(YamlChannels.PATIENCE)
                    .until(() -> ana.heardAt("ana[x]").contains("you said hello, you alone"));

            channels().shout("toirc " + YamlChannels.TEXT + "\r\nQUIT :injected\n\nPRIVMSG #hub :as it is");
            await().atMost(YamlChannels.PATIENCE)
                    .until(() -> ana.heardAt("#hub").size() >= 3);
            assertThat(ana.heardAt("#hub"))
                    .containsExactly("toirc " + YamlChannels.TEXT, "QUIT :injected", "PRIVMSG #hub :as it is");
            String text = "toirc long " + "ж€🚀 and so on ".repeat(60) + "end";
            channels().shout(text);
            await().atMost(YamlChannels.PATIENCE)
                    .until(() -> ana.heardAt("#hub")
                            .get(ana.heardAt("#hub").size() - 1)
                            .endsWith("end"));
            List<String> parts =
                    ana.heardAt("#hub").subList(3, ana.heardAt("#hub").size());
            assertThat(String.join(" ", parts)).isEqualTo(text);
            assertThat(ana.lines()).allMatch(line -> line.getBytes(StandardCharsets.UTF_8).length <= 510);
            assertThat(channels().log.arrivedOn("irc/room"))
                    .doesNotContain("I am a program", "VERSION", "\u0001VERSION\u0001");
        }
    }

    @Test
    @NeedsProgram("ngircd")
    default void nothingIsLostWhenTheIrcServerRestarts() throws Exception {
        Ngircd server = channels().ngircd();
        List<String> in = new ArrayList<>();
        List<String> out = new ArrayList<>();
        try (IrcPerson ben = person("ben")) {
            for (int i = 0; i < 20; i++) {
                ben.say("#hub", "ben " + i);
                in.add("ben " + i);
                channels().shout("toirc restart " + i);
                out.add("toirc restart " + i);
                if (i == 6 || i == 13) {
                    // IRC has no memory: who was not there when it was said, never hears of it
                    await().atMost(YamlChannels.PATIENCE)
                            .untilAsserted(() -> assertThat(channels().log.arrivedOn("irc/room"))
                                    .containsAll(in));
                    server.stop();
                    channels().shout("toirc away " + i);
                    out.add("toirc away " + i);
                    server.startAgain();
                    awaitIn(ben);
                }
            }
            await().atMost(YamlChannels.PATIENCE)
                    .untilAsserted(() -> assertThat(ben.heardAt("#hub")).containsAll(out));
            await().atMost(YamlChannels.PATIENCE)
                    .untilAsserted(() -> assertThat(channels().log.arrivedOn("irc/room").stream()
                                    .filter(text -> text.startsWith("ben")))
                            .containsExactlyInAnyOrderElementsOf(in));
        }
    }

    private IrcPerson person(String nick) {
        IrcPerson person = new IrcPerson(nick, "#hub", channels().ngircd().port());
        await().atMost(YamlChannels.PATIENCE)
                .until(() -> person.lines().stream().anyMatch(line -> line.contains(" 366 ")));
        awaitIn(person);
        return person;
    }

    /** Waits until the hub is in the channel. */
    private void awaitIn(IrcPerson person) {
        await().atMost(YamlChannels.PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions()
                .until(() -> {
                    int before = person.lines().size();
                    person.command("NAMES #hub");
                    await().until(() -> person.lines().size() > before);
                    return person.lines().stream()
                            .skip(before)
                            .anyMatch(line -> line.contains(" 353 ") && line.matches(".*[:@ ]hub( .*)?"));
                });
    }
}
