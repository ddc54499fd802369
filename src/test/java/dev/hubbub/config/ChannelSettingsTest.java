package dev.hubbub.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.message.ChannelId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChannelSettingsTest {

    private static final ChannelId TEAM = ChannelId.parse("shoutbox/team");

    @TempDir
    Path dir;

    private ChannelSettings settings;

    @BeforeEach
    void aFolder() {
        settings = new ChannelSettings(dir, state -> {}, Clock.systemUTC());
    }

    @AfterEach
    void close() {
        settings.close();
    }

    @Test
    void nothingSaidGrantsNobodyAnything() {
        settings.start();
        assertThat(settings.of(TEAM)).isEmpty();
        assertThat(settings.readers(TEAM)).isEmpty();
        assertThat(settings.writers(TEAM)).isEmpty();
        assertThat(settings.title(TEAM)).isEqualTo("shoutbox/team");
    }

    @Test
    void anEntrySaysAllOfIt() throws IOException {
        write("""
                channels:
                  - channel: shoutbox/team
                    title: Team
                    read: [ member, "client:monitoring" ]
                    write: user:ana
                    parsers: [ keywords ]
                    retention: 30d
                """);
        settings.start();
        assertThat(settings.of(TEAM))
                .contains(new ChannelSetting(
                        new ChannelPattern("shoutbox/team"),
                        "Team",
                        Set.of("member", "client:monitoring"),
                        Set.of("user:ana"),
                        List.of("keywords"),
                        Duration.ofDays(30)));
        assertThat(settings.named()).containsExactly(TEAM);
    }

    @Test
    void theMostExactEntryCountsAlone() throws IOException {
        write("""
                channels:
                  - { channel: "*", title: all, read: member }
                  - { channel: shoutbox/*, title: kind, write: member }
                  - { channel: shoutbox/te*, title: prefix }
                  - { channel: shoutbox/team, title: one }
                """);
        settings.start();
        assertThat(settings.title(TEAM)).isEqualTo("one");
        assertThat(settings.title(ChannelId.parse("shoutbox/tea"))).isEqualTo("prefix");
        assertThat(settings.title(ChannelId.parse("shoutbox/ops"))).isEqualTo("kind");
        assertThat(settings.readers(ChannelId.parse("shoutbox/ops"))).isEmpty();
        assertThat(settings.title(ChannelId.parse("sms/main"))).isEqualTo("all");
    }

    @Test
    void aBrokenFileKeepsWhatItSaidBefore() throws IOException {
        write("channels:\n  - { channel: shoutbox/team, read: member }\n");
        settings.start();
        write("channels:\n  - { channel: shoutbox/team, read: members }\n");
        await().until(() -> settings.states().get(0).kind() == FileState.Kind.FAILED);
        FileState state = settings.states().get(0);
        assertThat(state.line()).isEqualTo(2);
        assertThat(state.reason()).contains("'members' is nobody").endsWith("did you mean member?");
        assertThat(settings.readers(TEAM)).containsExactly("member");

        Files.delete(dir.resolve("a.yaml"));
        await().until(() -> settings.readers(TEAM).isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "title: Team                                            | 1 | 'channel' is missing",
                "channel: Team                                          | 1 | 'Team' is no channel",
                "channel: sh*/team                                      | 1 | 'sh*/team' is no channel",
                "{channel: a/b, raed: member}                           | 1 | did you mean read?",
                "{channel: a/b, retention: soon}                        | 1 | 'soon' is no time to keep",
                "{channel: a/b, parsers: [Keyword Tags]}                | 1 | is no name of a parser",
                "{channel: a/b, write: 'user:'}                         | 1 | 'user:' is nobody",
                "{channel: a/b, read: []}                               | 1 | is an empty list",
            })
    void whatIsWrongIsToldWithItsLine(String entry, int line, String reason) throws IOException {
        write("channels: [" + (entry.startsWith("{") ? entry : "{" + entry + "}") + "]");
        settings.start();
        assertThat(settings.states()).singleElement().satisfies(state -> {
            assertThat(state.kind()).isEqualTo(FileState.Kind.FAILED);
            assertThat(state.line()).isEqualTo(line);
            assertThat(state.reason()).contains(reason);
        });
    }

    @Test
    void theSettingsThatComeWithTheHubAreSound() {
        try (ChannelSettings shipped =
                new ChannelSettings(Path.of("config/channels"), state -> {}, Clock.systemUTC())) {
            shipped.start();
            assertThat(shipped.states()).isNotEmpty().allMatch(state -> state.kind() == FileState.Kind.ACTIVE);
            assertThat(shipped.readers(TEAM)).contains("member");
            assertThat(shipped.writers(ChannelId.parse("chatbot/ops"))).contains("member");
        }
    }

    private void write(String text) throws IOException {
        Files.writeString(dir.resolve("a.yaml"), text);
    }
}
