package dev.hubbub.channel.xmpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.Scale;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.core.ConditionTimeoutException;
import org.jivesoftware.smack.SmackException;
import org.junit.jupiter.api.Test;

/** A server with archives is restarted while people and the bot talk. */
interface Restarts {
    Bot bot() throws Exception;

    Person ana() throws Exception;

    String roomAddress();

    XmppServer server();

    /** Whether what the server has shown is on its disk then, so that it may be killed, too. */
    boolean survivesKills();

    @Test
    default void nothingIsLostAndNothingTwiceOverRestarts() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        List<String> saidByAna = new CopyOnWriteArrayList<>();
        List<String> saidByBot = new CopyOnWriteArrayList<>();
        try (Bot bot = bot().awaitReady()) {
            CompletableFuture<Void> ana = CompletableFuture.runAsync(() -> talkAsAna(over, saidByAna));
            CompletableFuture<Void> answers = CompletableFuture.runAsync(() -> talkAsBot(bot, over, saidByBot));
            for (int restart = 0; restart < Scale.of(1, 10); restart++) {
                awaitTalk(saidByAna, saidByBot);
                restart(survivesKills() && restart % 2 == 0);
            }
            awaitTalk(saidByAna, saidByBot);
            over.set(true);
            CompletableFuture.allOf(ana, answers).get();
            await().atMost(Bot.PATIENCE).until(() -> bot.texts().containsAll(saidByAna));
            assertThat(bot.texts()).doesNotHaveDuplicates().allMatch(text -> text.startsWith("ana "));
            assertThat(bot.taken()).extracting(Bot.Taken::externalId).doesNotHaveDuplicates();
        }
        try (Person reader = ana()) {
            assertThat(reader.archivedFrom(roomAddress(), "bot")).containsExactlyElementsOf(saidByBot);
        }
    }

    private static void awaitTalk(List<String> one, List<String> other) {
        int first = one.size();
        int second = other.size();
        await().atMost(Bot.PATIENCE).until(() -> one.size() > first + 20 && other.size() > second + 20);
    }

    private void restart(boolean forcibly) throws Exception {
        if (forcibly) {
            server().kill();
        } else {
            server().shutDown();
        }
        server().start();
    }

    private static void talkAsBot(Bot bot, AtomicBoolean over, List<String> said) {
        for (int n = 0; !over.get(); n++) {
            bot.sayForCertain("bot-" + n, "bot " + n);
            said.add("bot " + n);
        }
    }

    /** When she is cut off she logs in again; only what the room has shown her counts as said. */
    private void talkAsAna(AtomicBoolean over, List<String> said) {
        for (int n = 0; !over.get(); n++) {
            try (Person ana = ana()) {
                for (; !over.get() && ana.say(roomAddress(), "ana-" + n, "ana " + n); n++) {
                    said.add("ana " + n);
                }
            } catch (IOException | SmackException | ConditionTimeoutException e) {
                assertThat(over).as("cut off while the server restarts: %s", e).isFalse();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
