package dev.hubbub;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/**
 * The examples of channels that are YAML alone, on one hub. What everybody expects of a channel {@code EveryChannelTest} holds them
 * to; here is what each example says of itself.
 */
class YamlChannelsTest implements MqttExample, IrcExample, TelegramExample, SlackExample, SyslogExample, FolderExample {
    @TempDir
    static Path home;

    private static YamlChannels channels;

    @BeforeAll
    static void start() throws Exception {
        channels = new YamlChannels(home);
    }

    @AfterAll
    static void stop() throws Exception {
        channels.close();
    }

    @Override
    public YamlChannels channels() {
        return channels;
    }
}
