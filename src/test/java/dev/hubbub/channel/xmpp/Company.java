package dev.hubbub.channel.xmpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.component.Headers;
import java.nio.file.Path;
import java.util.Map;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.Presence;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is there and who is typing, on every server that keeps contacts (RFC 6121). */
interface Company {
    Bot bot() throws Exception;

    Person ana() throws Exception;

    String roomAddress();

    XmppServer server();

    @Test
    default void presenceAndTypingGoBothWays() throws Exception {
        String room = "xmpp:" + roomAddress();
        try (Bot bot = bot().awaitReady()) {
            try (Person ana = ana()) {
                ana.awaitSubscription("ben@localhost");
                ana.show(Presence.Mode.away, "lunch");
                ana.type(roomAddress(), Message.Type.groupchat, "composing");
                ana.type("ben@localhost", Message.Type.chat, "composing");
                ana.type("ben@localhost", Message.Type.chat, "paused");
                bot.awaitNotices(
                        room + "/ana online",
                        "xmpp:ana@localhost away lunch",
                        room + "/ana composing",
                        "xmpp:ana@localhost paused");

                bot.shows(Map.of(Headers.SHOW, "dnd", Headers.STATUS, "busy"));
                bot.shows(Map.of(Headers.CHAT_STATE, "composing", Headers.RECIPIENT, "xmpp:ana@localhost"));
                await().until(() -> ana.sees("ben@localhost/hubbub", "dnd busy"));
                await().until(() -> ana.sees(roomAddress() + "/bot", "dnd busy"));
                await().until(() -> ana.sees("ben@localhost/hubbub", "composing"));
            }
            bot.awaitNotices(room + "/ana offline", "xmpp:ana@localhost offline");
            assertThat(bot.texts()).isEmpty();
        }
    }

    @Test
    @Tag("long")
    default void whoMayNotSeeTheBotIsToldSo(@TempDir Path memory) throws Exception {
        Map<String, String> nobody = Map.of("hubbub.xmpp.subscriptions", "none");
        try (Bot bot = new Bot(server(), memory, "room-of-nobody", nobody).awaitReady();
                Person carl = Person.logIn(server(), "carl")) {
            carl.subscribe("ben@localhost");
            await().until(() -> carl.sees("ben@localhost", "unsubscribed"));
            assertThat(bot.notices()).isEmpty();
        }
    }
}
