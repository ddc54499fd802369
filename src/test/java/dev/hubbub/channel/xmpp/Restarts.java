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

    /** Whether what the server has shown is on its disk then; if not, one that is killed forgets what it showed last. */
    boolean remembersWhenKilled();

    @Test
    default void nothingIsLostAndNothingTwiceOverRestarts() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        List<String> saidByAna = new CopyOnWriteArrayList<>();
        List<String> saidByBot = new CopyOnWriteArrayList<>();
        List<String> heardByAna = new CopyOnWriteArrayList<>();
        int kills = 0;
        try (Bot bot = bot().awaitReady()) {
            CompletableFuture<Void> ana = CompletableFuture.runAsync(() -> talkAsAna(over, saidByAna, heardByAna));
            CompletableFuture<Void> answers = CompletableFuture.runAsync(() -> talkAsBot(bot, over, saidByBot));
            for (int restart = 0; restart < Scale.of(1, 10); restart++) {
                awaitTalk(saidByAna, saidByBot);
                kills += restart % 2 == 0 ? 1 : 0;
                restart(restart % 2 == 0);
            }
            awaitTalk(saidByAna, saidByBot);
            over.set(true);
            CompletableFuture.allOf(ana, answers).get();
            int forgotten = remembersWhenKilled() ? 0 : kills;
            try (Person reader = ana()) {
                List<String> archived = reader.archivedFrom(roomAddress(), "ana");
                await().atMost(Bot.PATIENCE)
                        .until(() -> bot.texts().containsAll(archived)
                                && missing(saidByAna, bot.texts()).size() <= forgotten);
                assertThat(bot.texts()).doesNotHaveDuplicates().allMatch(text -> text.startsWith("ana "));
                assertThat(bot.taken()).extracting(Bot.Taken::externalId).doesNotHaveDuplicates();
                saidOnce(saidByBot, reader.archivedFrom(roomAddress(), "bot"), heardByAna, forgotten);
            }
        }
    }

    /**
     * @param heard what somebody has heard who was there most of the time
     * @param forgotten how often it may be that the server showed the bot alone what it forgot then
     */
    private static void saidOnce(List<String> said, List<String> archived, List<String> heard, int forgotten) {
        if (forgotten == 0) {
            assertThat(archived).containsExactlyElementsOf(said);
            return;
        }
        assertThat(archived).doesNotHaveDuplicates().isSubsetOf(said);
        assertThat(missing(missing(said, archived), heard)).hasSizeLessThanOrEqualTo(forgotten);
    }

    private static List<String> missing(List<String> all, List<String> there) {
        return all.stream().filter(text -> !there.contains(text)).toList();
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
    private void talkAsAna(AtomicBoolean over, List<String> said, List<String> heard) {
        for (int n = 0; !over.get(); n++) {
            try (Person ana = ana()) {
                for (; !over.get() && ana.say(roomAddress(), "ana-" + n, "ana " + n); n++) {
                    said.add("ana " + n);
                }
                heard.addAll(ana.heardFrom("bot"));
            } catch (IOException | SmackException | ConditionTimeoutException e) {
                assertThat(over).as("cut off while the server restarts: %s", e).isFalse();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
