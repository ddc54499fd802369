package dev.hubbub.channel.xmpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.outbox.DeliveryException;
import org.junit.jupiter.api.Test;

/** What holds for the component against every server that keeps messages for those who are away. */
interface KeptMessages {
    Bot bot() throws Exception;

    Person ana() throws Exception;

    String roomAddress();

    @Test
    default void anUnknownRecipientIsRefusedForGood() throws Exception {
        try (Bot bot = bot().awaitReady()) {
            for (int n = 0; n < 5; n++) {
                assertThat(bot.tell("xmpp:nobody@localhost", "hello?"))
                        .as("nobody")
                        .isInstanceOf(DeliveryException.Permanent.class);
                assertThat(bot.tell("xmpp:" + roomAddress() + "/nobody", "hello?"))
                        .as("nobody in the room")
                        .isInstanceOf(DeliveryException.Permanent.class);
            }
        }
    }

    @Test
    default void catchesUpWithDirectMessages() throws Exception {
        bot().awaitReady().close();
        try (Person ana = ana()) {
            ana.tell("ben@localhost", "o1", "are you there?");
            ana.tell("ben@localhost", "o2", "hello?");
            try (Bot bot = bot().awaitReady()) {
                bot.awaitTexts("are you there?", "hello?");
            }
            try (Bot bot = bot().awaitReady()) {
                ana.tell("ben@localhost", "o3", "now?");
                await().until(() -> bot.texts().contains("now?"));
                assertThat(bot.texts()).containsExactly("now?");
            }
        }
    }

    @Test
    default void whatTheRoomHasIsNotSaidAgain() throws Exception {
        try (Bot bot = bot().awaitReady();
                Person ana = ana()) {
            assertThat(bot.attempt("direct:room", "once", "only once", 1, null)).isNull();
            assertThat(bot.attempt("direct:room", "once", "only once", 2, null)).isNull();
            assertThat(bot.say("end")).isNull();
            await().until(() -> ana.heardFrom("bot").contains("end"));
            assertThat(ana.heardFrom("bot")).containsExactly("only once", "end");
        }
        try (Bot later = bot().awaitReady();
                Person ana = ana()) {
            assertThat(later.attempt("direct:room", "once", "only once", 3, null))
                    .isNull();
            assertThat(later.say("end")).isNull();
            await().until(() -> ana.heardFrom("bot").contains("end"));
            assertThat(ana.heardFrom("bot")).containsExactly("end");
        }
    }
}
