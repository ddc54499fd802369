package dev.hubbub.channel.xmpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.component.Headers;
import dev.hubbub.message.Address;
import dev.hubbub.outbox.DeliveryException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.StandardExtensionElement;
import org.jivesoftware.smackx.sid.element.OriginIdElement;
import org.junit.jupiter.api.Test;

/** What holds for the component against every server, down to the rarer things. */
abstract class XmppContract extends XmppEssentials {
    private static final Set<String> HEADERS = Set.of(
            Headers.SENDER,
            Headers.SENDER_NAME,
            Headers.EXTERNAL_ID,
            Headers.SENT_AT,
            Headers.REPLY_TO,
            Headers.TIME_ZONE,
            Headers.ALIAS,
            Headers.IN_REPLY_TO_EXTERNAL_ID,
            Headers.REPLACES,
            Headers.RETRACTS);

    @Test
    void whatFailedIsTriedAgainInOrder() throws Exception {
        try (Bot bot = bot().awaitReady();
                Person ana = ana()) {
            bot.fail(3);
            for (String text : List.of("first", "second", "third")) {
                assertThat(ana.say(roomAddress, text, text)).isTrue();
            }
            bot.awaitTexts("first", "second", "third");
        }
    }

    @Test
    void whatIsRefusedForGoodIsAnsweredOnce() throws Exception {
        try (Bot bot = bot().awaitReady();
                Person ana = ana()) {
            bot.refuse("it is too long");
            ana.tell("ben@localhost", "t1", "a long story");
            await().until(() -> ana.heardFrom("ben").equals(List.of("Not taken: it is too long")));
            assertThat(ana.say(roomAddress, "t2", "another")).isTrue();
            await().until(() -> ana.heardFrom("bot").equals(List.of("ana: not taken: it is too long")));
            bot.refuse(null);
            assertThat(ana.say(roomAddress, "t3", "a short one")).isTrue();
            bot.awaitTexts("a short one");
        }
    }

    @Test
    void nothingIsLostWhileItsRouteIsReplaced() throws Exception {
        try (Bot bot = bot().awaitReady();
                Person ana = ana()) {
            bot.stopHearing();
            assertThat(ana.say(roomAddress, "q1", "while you were busy")).isTrue();
            bot.hearAgain();
            bot.awaitTexts("while you were busy");
        }
    }

    @Test
    void longAndOddNicksAndIdsAreHeard() throws Exception {
        String odd = "%2F ?#&\u00fc\u20ac" + "\u00e4".repeat(300);
        try (Bot bot = bot().awaitReady();
                Person ana = Person.logIn(server(), "ana")) {
            ana.join(roomAddress, odd);
            assertThat(ana.say(roomAddress, "i".repeat(2_000), "I am odd")).isTrue();
            bot.awaitTexts("I am odd");
            assertThat(odd).startsWith(bot.taken().get(0).name());
            assertThat(bot.taken().get(0).externalId()).hasSizeLessThan(512);
        }
    }

    @Test
    void whatIsFetchedAgainIsNotTakenTwice() throws Exception {
        try (Bot bot = bot().awaitReady();
                Person ana = ana()) {
            assertThat(ana.say(roomAddress, "f1", "one")).isTrue();
            bot.awaitTexts("one");
            bot.connections().fetchAgain();
            assertThat(ana.say(roomAddress, "f2", "two")).isTrue();
            bot.awaitTexts("one", "two");
            bot.awaitReady();
            assertThat(ana.say(roomAddress, "f3", "three")).isTrue();
            bot.awaitTexts("one", "two", "three");
            assertThat(bot.say("four")).isNull();
        }
    }

    @Test
    void aBurstArrivesInOrderBothWays() throws Exception {
        List<String> numbers =
                IntStream.range(0, 200).mapToObj(Integer::toString).toList();
        try (Bot bot = bot().awaitReady();
                Person ana = ana()) {
            List<CompletableFuture<Exchange>> sent = new ArrayList<>();
            for (String number : numbers) {
                sent.add(bot.sayLater("burst-" + number, number));
            }
            for (CompletableFuture<Exchange> exchange : sent) {
                assertThat(exchange.get().getException()).isNull();
            }
            await().atMost(Bot.PATIENCE).until(() -> ana.heardFrom("bot").size() == numbers.size());
            assertThat(ana.heardFrom("bot")).containsExactlyInAnyOrderElementsOf(numbers);

            for (String number : numbers) {
                ana.shout(roomAddress, "ana-" + number, number);
            }
            await().atMost(Bot.PATIENCE).until(() -> bot.texts().size() == numbers.size());
            assertThat(bot.texts()).containsExactlyElementsOf(numbers);
        }
    }

    @Test
    void connectsWhenTheServerComesLater() throws Exception {
        server().kill();
        try (Bot bot = bot()) {
            assertThat(bot.say("anybody?")).isInstanceOf(DeliveryException.Temporary.class);
            await().until(() -> bot.states().stream().allMatch(state -> state.lastError() != null));
            server().start();
            bot.awaitReady();
            assertThat(bot.say("now")).isNull();
        }
    }

    @Test
    void comesBackAfterTheServerWasRestarted() throws Exception {
        try (Bot bot = bot().awaitReady()) {
            server().kill();
            await().until(() -> bot.states().stream().noneMatch(PlaceState::ready));
            server().start();
            bot.awaitReady();
            try (Person ana = ana()) {
                assertThat(ana.say(roomAddress, "r1", "welcome back")).isTrue();
                bot.awaitTexts("welcome back");
            }
        }
    }

    @Test
    void addressesThatCannotBeAreRefusedForGood() throws Exception {
        try (Bot bot = bot().awaitReady()) {
            assertThat(bot.tell("mailto:ana@localhost", "x")).isInstanceOf(DeliveryException.Permanent.class);
            assertThat(bot.tell("xmpp:@@", "x")).isInstanceOf(DeliveryException.Permanent.class);
            assertThat(bot.attempt("direct:direct", "no-recipient", "x", 1, null))
                    .isInstanceOf(DeliveryException.Permanent.class);
        }
    }

    @Test
    void noNameInAStanzaIsTheNameOfAHeader() throws Exception {
        List<List<StandardExtensionElement>> stanzas = HostileElements.all();
        try (Bot bot = bot().awaitReady();
                Person ana = ana()) {
            for (int n = 0; n < stanzas.size(); n++) {
                ana.tell(roomAddress, Message.Type.groupchat, "aloud " + n, stanzas.get(n));
                ana.tell("ben@localhost", Message.Type.chat, "alone " + n, stanzas.get(n));
            }
            await().atMost(Bot.PATIENCE).until(() -> bot.texts().size() == 2 * stanzas.size());
            await().until(() -> ana.heard().size() >= stanzas.size());
            // the server passed them on, so they were there for the bot to see
            assertThat(ana.heard())
                    .extracting(heard -> heard.toXML().toString())
                    .anySatisfy(
                            xml -> assertThat(xml).contains("CamelHttpUri=", "<camelhttpuri", HostileElements.MARK));
            assertThat(bot.seen())
                    .allSatisfy(all -> assertThat(all.keySet())
                            .filteredOn(XmppContract::isHeader)
                            .isSubsetOf(HEADERS))
                    .allSatisfy(all -> assertThat(all.toString()).doesNotContain(HostileElements.MARK));
            assertThat(bot.taken()).extracting(Bot.Taken::name).containsOnly("ana");
        }
    }

    @Test
    void aNickOrResourceIsNeverTheNameOfAHeader() throws Exception {
        List<String> names = List.of(
                "CamelHttpUri", "camelFILENAME", "HubbubVisited", "org.apache.camel.Exchange", "CamelHttp\u0131");
        try (Bot bot = bot().awaitReady()) {
            for (String name : names) {
                try (Person ana = Person.logInAs(server(), "ana", name)) {
                    ana.join(roomAddress, name);
                    assertThat(ana.say(roomAddress, name, "aloud as " + name)).isTrue();
                    ana.tell("ben@localhost", name, "alone as " + name);
                    await().until(() -> bot.texts().contains("alone as " + name));
                }
            }
            await().until(() -> bot.texts().size() == 2 * names.size());
            assertThat(bot.taken()).extracting(Bot.Taken::name).containsAll(names);
            assertThat(bot.seen())
                    .allSatisfy(all -> assertThat(all.keySet())
                            .filteredOn(XmppContract::isHeader)
                            .isSubsetOf(HEADERS));
        }
    }

    private static boolean isHeader(String name) {
        return !name.startsWith("property ");
    }

    @Test
    void tellsWhoIsInTheRoom() throws Exception {
        try (Bot bot = bot().awaitReady()) {
            try (Person ana = ana()) {
                await().until(() -> List.of("ana", "bot").equals(bot.occupants()));
                assertThat(ana.isOnline()).isTrue();
            }
            await().until(() -> List.of("bot").equals(bot.occupants()));
        }
    }

    @Test
    void asksClientsForTheirTimeZone() throws Exception {
        try (Bot bot = bot().awaitReady();
                Person ana = ana()) {
            ana.tell("ben@localhost", "z1", "what time is it?");
            await().until(() -> !bot.taken().isEmpty());
            Address who = new Address(bot.taken().get(0).sender());
            assertThat(bot.connections().zoneOf(who, Duration.ofSeconds(5)))
                    .contains(ZoneId.systemDefault().getRules().getOffset(Instant.now()));
        }
    }

    @Test
    void saysHelloOnce() throws Exception {
        try (Person ana = ana();
                Bot bot = new Bot(server(), memory, room, "I am here.").awaitReady()) {
            await().until(() -> ana.heardFrom("bot").equals(List.of("I am here.")));
            assertThat(bot.texts()).isEmpty();
        }
    }

    @Test
    void botDoesNotHearItself() throws Exception {
        try (Bot bot = bot().awaitReady();
                Person ana = ana()) {
            assertThat(bot.say("one")).isNull();
            assertThat(bot.tell("xmpp:ben@localhost", "to myself")).isNull();
            assertThat(ana.say(roomAddress, "a2", "two")).isTrue();
            await().until(() -> bot.texts().contains("two"));
            assertThat(bot.texts()).containsExactly("two");
        }
    }

    @Test
    void historyOfTheFirstJoinIsNotNew() throws Exception {
        try (Person ana = ana()) {
            assertThat(ana.say(roomAddress, "h1", "before the bot")).isTrue();
            try (Bot bot = bot().awaitReady()) {
                assertThat(ana.say(roomAddress, "h2", "with the bot")).isTrue();
                await().until(() -> bot.texts().contains("with the bot"));
                assertThat(bot.texts()).containsExactly("with the bot");
            }
            try (Bot bot = bot().awaitReady()) {
                assertThat(ana.say(roomAddress, "h3", "again")).isTrue();
                await().until(() -> bot.texts().contains("again"));
                assertThat(bot.texts()).containsExactly("again");
            }
        }
    }

    @Test
    void whatIsTooLongForTheServerIsSaidInPieces() throws Exception {
        String text = "& ".repeat(50_000).strip();
        try (Bot bot = bot().awaitReady();
                Person ana = ana()) {
            assertThat(bot.say(text)).isNull();
            await().until(() -> String.join(" ", ana.heardFrom("bot")).length() >= text.length());
            assertThat(String.join(" ", ana.heardFrom("bot"))).isEqualTo(text);
            assertThat(ana.heardFrom("bot")).hasSize(5);
        }
    }

    @Test
    void stanzasCarryTheDeliveryAndNothingElse() throws Exception {
        try (Bot bot = bot().awaitReady();
                Person ana = ana()) {
            String id = UUID.randomUUID().toString();
            assertThat(bot.attempt("direct:room", id, "bell\u0007 \uD800& <b>]]>", 1, null))
                    .isNull();
            await().until(() -> !ana.heardFrom("bot").isEmpty());
            Message message = ana.heard().stream()
                    .filter(heard -> heard.getFrom().toString().endsWith("/bot"))
                    .findFirst()
                    .orElseThrow();
            assertThat(message.getBody()).isEqualTo("bell & <b>]]>");
            assertThat(message.getStanzaId()).isEqualTo(id);
            assertThat(OriginIdElement.getOriginId(message).getId()).isEqualTo(id);
            assertThat(message.toXML().toString()).doesNotContain("Hubbub", "Secret", "must stay here");
        }
    }

    @Test
    void takesAnotherNickIfItsOwnIsTaken() throws Exception {
        try (Person ana = Person.logIn(server(), "ana")) {
            ana.join(roomAddress, "bot");
            try (Bot bot = bot().awaitReady()) {
                assertThat(ana.say(roomAddress, "n1", "I am not the bot")).isTrue();
                bot.awaitTexts("I am not the bot");
                assertThat(bot.say("but I am")).isNull();
                await().until(() -> bot.occupants().size() == 2);
                Object nick = bot.occupants().get(1);
                assertThat(nick).asString().startsWith("bot");
                await().until(() -> ana.heardFrom(nick.toString()).equals(List.of("but I am")));
                assertThat(bot.texts()).hasSize(1);
            }
        }
    }
}
