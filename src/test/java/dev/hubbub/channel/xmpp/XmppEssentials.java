package dev.hubbub.channel.xmpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;
import static org.awaitility.Awaitility.await;

import dev.hubbub.component.Headers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.jivesoftware.smack.packet.ExtensionElement;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.StandardExtensionElement;
import org.jivesoftware.smackx.receipts.DeliveryReceiptRequest;
import org.jivesoftware.smackx.sid.element.StanzaIdElement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the component is for, against every server. */
abstract class XmppEssentials {
    final String room = "room-" + UUID.randomUUID();
    final String roomAddress = room + "@conference.localhost";

    @TempDir
    Path memory;

    /** The running server. */
    public abstract XmppServer server();

    public final String roomAddress() {
        return roomAddress;
    }

    public final Bot bot() throws Exception {
        return new Bot(server(), memory, room, "");
    }

    public final Person ana() throws Exception {
        Person ana = Person.logIn(server(), "ana");
        ana.join(roomAddress);
        return ana;
    }

    @Test
    void roomMessagesGoBothWays() throws Exception {
        try (Bot bot = bot().awaitReady();
                Person ana = ana()) {
            assertThat(ana.say(roomAddress, "a1", "hello bot")).isTrue();
            bot.awaitTexts("hello bot");
            Bot.Taken taken = bot.taken().get(0);
            assertThat(taken.sender()).isEqualTo("xmpp:" + roomAddress + "/ana");
            assertThat(taken.name()).isEqualTo("ana");
            assertThat(taken.replyTo()).isNull();

            assertThat(bot.say("hello ana")).isNull();
            await().until(() -> ana.heardFrom("bot").equals(List.of("hello ana")));
        }
    }

    @Test
    void whatIsSaidAboutEarlierMessagesComesInByTheirNames() throws Exception {
        try (Bot bot = bot().awaitReady();
                Person ana = ana()) {
            says(ana, "first");
            bot.awaitTexts("first");
            String name = bot.taken().get(0).externalId();
            Message shown = ana.heard().get(ana.heard().size() - 1);
            StanzaIdElement given = StanzaIdElement.hasStanzaId(shown) ? StanzaIdElement.getStanzaId(shown) : null;
            String id = given == null ? "first" : given.getId();

            says(ana, "second", element("replace", "urn:xmpp:message-correct:0", "first"));
            says(ana, "> first\nthird", element("reply", "urn:xmpp:reply:0", id), quoted(8));
            says(ana, "gone", element("retract", "urn:xmpp:message-retract:1", id));

            bot.awaitTexts("first", "second", "third", "gone");
            assertThat(bot.seen().get(0)).containsEntry(Headers.ALIAS, "id:first");
            assertThat(bot.seen().get(1)).containsEntry(Headers.REPLACES, "id:first");
            assertThat(bot.seen().get(2).get(Headers.IN_REPLY_TO_EXTERNAL_ID))
                    .asInstanceOf(LIST)
                    .contains(given == null ? "id:first" : name);
            assertThat(bot.seen().get(3)).containsEntry(Headers.RETRACTS, given == null ? "id:first" : name);
        }
    }

    @Test
    void whatTheHubSaysAboutEarlierMessagesGoesOutByTheIdsOfTheNetwork() throws Exception {
        try (Bot bot = bot().awaitReady();
                Person ana = ana()) {
            says(ana, "hers");
            bot.awaitTexts("hers");
            Exchange mine = bot.says("mine", "mine", Map.of());
            String name = mine.getMessage().getHeader(Headers.EXTERNAL_ID, "mine", String.class);
            String her = bot.taken().get(0).externalId();

            bot.says("correction", "better", Map.of(Headers.REPLACES, name, Headers.CHANGED_DELIVERY_ID, "mine"));
            bot.says("deletion", "", Map.of(Headers.RETRACTS, name, Headers.CHANGED_DELIVERY_ID, "mine"));
            bot.says(
                    "answer",
                    "yes",
                    Map.of(Headers.IN_REPLY_TO_EXTERNAL_ID, her, Headers.IN_REPLY_TO_ALIAS, "id:hers"));

            await().until(() -> ana.heardFrom("bot").equals(List.of("mine", "better", "(deleted)", "yes")));
            List<Message> heard = ana.heard();
            assertThat(About.of(heard.get(2)).replaces()).isEqualTo("mine");
            assertThat(About.of(heard.get(3)).retracts()).isEqualTo(given(heard.get(1), "mine"));
            assertThat(About.of(heard.get(4)).answers()).isEqualTo(given(heard.get(0), "hers"));
            assertThat(heard.get(2).toXML().toString()).contains("urn:xmpp:message-correct:0");
        }
    }

    private void says(Person who, String text, StandardExtensionElement... besides) throws Exception {
        who.tell(roomAddress, Message.Type.groupchat, text, List.of(besides));
        await().until(() -> who.heardAt(roomAddress).contains(text));
    }

    private static StandardExtensionElement element(String name, String namespace, String id) {
        return StandardExtensionElement.builder(name, namespace)
                .addAttribute("id", id)
                .build();
    }

    /** Marks the first characters of a text as a quotation (XEP-0428). */
    private static StandardExtensionElement quoted(int end) {
        String fallback = "urn:xmpp:fallback:0";
        return StandardExtensionElement.builder("fallback", fallback)
                .addAttribute("for", "urn:xmpp:reply:0")
                .addElement(StandardExtensionElement.builder("body", fallback)
                        .addAttribute("start", "0")
                        .addAttribute("end", Integer.toString(end))
                        .build())
                .build();
    }

    /** The id that the room gave to a message, else the one its sender gave it. */
    private static String given(Message message, String own) {
        return StanzaIdElement.hasStanzaId(message)
                ? StanzaIdElement.getStanzaId(message).getId()
                : own;
    }

    @Test
    void directMessagesGoBothWays() throws Exception {
        try (Bot bot = bot().awaitReady();
                Person ana = ana()) {
            ana.tell("ben@localhost", "d1", "psst");
            bot.awaitTexts("psst");
            Bot.Taken taken = bot.taken().get(0);
            assertThat(taken.sender()).isEqualTo("xmpp:ana@localhost");
            assertThat(taken.replyTo()).isEqualTo("xmpp:ana@localhost");

            assertThat(bot.tell("xmpp:ana@localhost", "psst yourself")).isNull();
            await().until(() -> ana.heardFrom("ben").equals(List.of("psst yourself")));
        }
    }

    @Test
    void whispersInARoomAreDirectMessages() throws Exception {
        try (Bot bot = bot().awaitReady();
                Person ana = ana()) {
            ana.tell(roomAddress + "/bot", "w1", "between us");
            bot.awaitTexts("between us");
            String replyTo = bot.taken().get(0).replyTo();
            assertThat(replyTo).isEqualTo("xmpp:" + roomAddress + "/ana");

            assertThat(bot.tell(String.valueOf(replyTo), "of course")).isNull();
            await().until(() -> ana.heardFrom("bot").equals(List.of("of course")));
        }
    }

    @Test
    void catchesUpOnceWithWhatWasSaidWhileItWasAway() throws Exception {
        try (Person ana = ana()) {
            try (Bot bot = bot().awaitReady()) {
                assertThat(ana.say(roomAddress, "c0", "are you here?")).isTrue();
                bot.awaitTexts("are you here?");
                assertThat(bot.say("yes")).isNull();
            }
            await().until(() -> ana.say(roomAddress, "c1", "gone"));
            assertThat(ana.say(roomAddress, "c2", "really gone")).isTrue();
            try (Bot bot = bot().awaitReady()) {
                bot.awaitTexts("gone", "really gone");
            }
            try (Bot bot = bot().awaitReady()) {
                assertThat(ana.say(roomAddress, "c3", "back")).isTrue();
                await().until(() -> bot.texts().contains("back"));
                assertThat(bot.texts()).containsExactly("back");
            }
        }
    }

    @Test
    void liveAndLateCopyHaveTheSameExternalId() throws Exception {
        Path other = memory.resolve("other");
        try (Person ana = ana()) {
            bot().awaitReady().close();
            String live;
            try (Bot bot = new Bot(server(), other, room, "").awaitReady()) {
                assertThat(ana.say(roomAddress, "l1", "same")).isTrue();
                await().until(() -> bot.texts().contains("same"));
                live = bot.taken().get(0).externalId();
            }
            try (Bot late = bot().awaitReady()) {
                await().until(() -> late.texts().contains("same"));
                assertThat(late.taken().get(0).externalId()).isEqualTo(live);
            }
        }
    }

    @Test
    void receiptsGoBothWays() throws Exception {
        try (Bot bot = bot().awaitReady();
                Person ana = ana()) {
            ana.tell("ben@localhost", Message.Type.chat, "got it?", List.of(new DeliveryReceiptRequest()));
            await().until(() -> ana.sees("ben@localhost/hubbub", "received got it?"));
            bot.awaitTexts("got it?");

            assertThat(bot.attempt("direct:direct", "mine", "and this?", 1, "xmpp:ana@localhost"))
                    .isNull();
            await().until(() -> bot.receipts().equals(List.of("mine delivered")));
        }
    }

    /** What the server says of a message and what its sender makes it look like are two things. */
    @Test
    void forgedIdsStampsCarbonsAndArchivesAreNotBelieved() throws Exception {
        try (Bot bot = bot().awaitReady();
                Person ana = ana()) {
            for (String text : List.of("one", "two")) {
                ana.tell(roomAddress, Message.Type.groupchat, text, List.of(Forged.id(roomAddress)));
                ana.tell(
                        "ben@localhost",
                        Message.Type.chat,
                        "alone " + text,
                        List.of(Forged.id("ben@localhost"), Forged.stamp()));
            }
            for (ExtensionElement forged : Forged.wrapped("ben@localhost", "xmpp:boss@localhost")) {
                ana.tell("ben@localhost", Message.Type.chat, "", List.of(forged));
                ana.tell("ben@localhost", Message.Type.chat, "look", List.of(forged));
            }
            ana.tell("ben@localhost", "end", "end");
            await().untilAsserted(() -> assertThat(bot.texts()).contains("end", "two"));
            assertThat(bot.texts())
                    .containsOnlyOnce("one", "two", "alone one", "alone two")
                    .doesNotContain(Forged.TEXT);
            assertThat(bot.taken()).extracting(Bot.Taken::sender).doesNotContain("xmpp:boss@localhost");
            assertThat(bot.taken()).extracting(Bot.Taken::externalId).noneMatch(id -> id.contains(Forged.ID));
            assertThat(bot.seen())
                    .allSatisfy(all -> assertThat(Instant.parse(String.valueOf(all.get(Headers.SENT_AT))))
                            .isBeforeOrEqualTo(Instant.now()));
        }
    }
}
