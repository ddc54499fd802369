package dev.hubbub.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.peers.Mosquitto;
import dev.hubbub.peers.Ngircd;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One hub on every network that a channel is shipped for, and the contract for each. */
class EveryChannelTest implements ChannelContract {
    @TempDir
    static Path home = Path.of(".");

    private static Everywhere everywhere;

    @BeforeAll
    static void start() throws Exception {
        Files.createDirectories(home.resolve("routes"));
        ChatNet room = ChatNet.start(home);
        List<Net> nets = new ArrayList<>(List.of(
                new ShoutboxNet(),
                new PhoneNet(),
                new SipNet(),
                new MailNet(),
                room,
                new DirectNet(room),
                new XNet(),
                new WebhookNet(home),
                new TelegramNet(home),
                new SlackNet(home),
                new FolderNet(home),
                new FeedNet(),
                new SyslogNet(home),
                new KafkaNet(home)));
        if (Mosquitto.isInstalled()) {
            nets.add(new MqttNet(home));
        }
        if (Ngircd.isInstalled()) {
            nets.add(new IrcNet(home));
        }
        everywhere = Everywhere.start(home, nets);
    }

    @AfterAll
    static void stop() throws Exception {
        everywhere.close();
    }

    @Override
    public Everywhere all() {
        return everywhere;
    }

    @Test
    void aTextWithAFileFromEachChannelReachesEachOtherWithWhatThatCanCarry() throws Exception {
        for (Net from : all().nets) {
            from.say(Said.of("matrix-" + from, Matrix.says(from)).with(Hears.FILE));
        }
        Matrix matrix = Matrix.of(all());
        System.out.println(matrix);
        assertThat(matrix.surprises()).isEmpty();
    }
}
