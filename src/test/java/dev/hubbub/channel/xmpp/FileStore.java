package dev.hubbub.channel.xmpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.channel.Outside;
import dev.hubbub.config.Key;
import dev.hubbub.config.Settings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jivesoftware.smack.packet.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds for files on every server that has a store for them (XEP-0363). */
interface FileStore {
    Person ana() throws Exception;

    String roomAddress();

    XmppServer server();

    @Test
    default void filesGoBothWays(@TempDir Path memory) throws Exception {
        Settings settings = Settings.defaults().with(Key.OUTSIDE_NETWORKS, "127.0.0.1");
        String room = roomAddress().substring(0, roomAddress().indexOf('@'));
        try (Outside outside = Outside.of(settings);
                XmppConnections connections =
                        new XmppConnections(new FileXmppMemory(memory), WebFiles.of(settings, outside));
                Bot bot = new Bot(server(), connections, room, "");
                Person ana = ana()) {
            bot.awaitReady();
            bot.saysWithFiles("f", "see this", Map.of("plan \u00fc.txt", "at noon", "huge.bin", "x".repeat(2_000_000)));
            await().until(() -> ana.heardFrom("bot").size() == 2);
            assertThat(ana.heardFrom("bot").get(0)).isEqualTo("see this\nhuge.bin");
            Message shown = ana.heard().get(ana.heard().size() - 1);
            String link = shown.getBody();
            assertThat(Links.of(shown, Forged.NOWHERE)).containsExactly(link);
            assertThat(outside.call("GET", URI.create(link), Map.of(), null, 100)
                            .body())
                    .isEqualTo("at noon".getBytes(StandardCharsets.UTF_8));

            // some servers make the name simpler
            String name = WebFiles.nameOf(URI.create(link));
            assertThat(name).startsWith("plan").endsWith(".txt");
            ana.tell("ben@localhost", Message.Type.chat, link, List.of(Links.element(link)));
            await().until(() -> bot.files().equals(List.of(name + ": at noon")));
            assertThat(bot.texts()).containsExactly("");
            String gone = URI.create(link).resolve("/gone").toString();
            for (String other : List.of(gone, "http://10.0.0.1/secret", "gopher://127.0.0.1/", "/etc/passwd")) {
                ana.tell("ben@localhost", Message.Type.chat, "look", List.of(Links.element(other)));
            }
            bot.awaitTexts(
                    "",
                    "look\n" + gone,
                    "look\nhttp://10.0.0.1/secret",
                    "look\ngopher://127.0.0.1/",
                    "look\n/etc/passwd");
            assertThat(bot.files()).hasSize(1);
        }
    }
}
