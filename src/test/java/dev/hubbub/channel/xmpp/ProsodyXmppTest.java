package dev.hubbub.channel.xmpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hubbub.outbox.DeliveryException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The component against a Prosody with archives, the usual case. */
@NeedsProsody
@Tag("slow")
final class ProsodyXmppTest extends ProsodyContract implements Company, FileStore, Restarts {
    @RegisterExtension
    static final Running<ProsodyServer> SERVER = new Running<>(folder -> new ProsodyServer(folder, true));

    @Override
    public ProsodyServer server() {
        return SERVER.server();
    }

    @Override
    public boolean remembersWhenKilled() {
        return true;
    }

    /** The hub's side gives back what it gets, so that each route is gone both ways. */
    @Test
    void oneFileServesRoomsAndDirectMessagesOfSeveralAccounts() throws Exception {
        String alarms = "alarms-" + UUID.randomUUID();
        Map<String, String> settings = Map.of(
                "night", roomAddress(), "alarms", alarms, "xmpp.watch.user", "carl", "xmpp.watch.password", "carl");
        try (Bot bot = new Bot(SERVER.server(), memory, "accounts.camel.yaml", "hub", settings);
                Person ana = ana()) {
            await().until(() ->
                    bot.states().size() == 3 && bot.states().stream().allMatch(PlaceState::ready));
            ana.join(alarms + "@conference.localhost");
            assertThat(ana.say(roomAddress(), "1", "who is up?")).isTrue();
            assertThat(ana.say(alarms + "@conference.localhost", "2", "fire")).isTrue();
            ana.tell("carl@localhost", "3", "psst");
            await().until(() -> ana.heardFrom("bot").equals(List.of("night: who is up?")));
            await().until(() -> ana.heardFrom("carl").containsAll(List.of("alarms: fire", "watch: psst")));
            assertThat(bot.states()).extracting(PlaceState::account).containsOnly("ben@localhost", "carl@localhost");
        }
    }

    @Test
    void anAccountWithoutAPasswordIsNoAccount() {
        assertThatThrownBy(() -> new Bot(
                        SERVER.server(), memory, "accounts.camel.yaml", "hub", Map.of("night", "n", "alarms", "a")))
                .hasStackTraceContaining("the XMPP account 'watch' needs xmpp.watch.user and xmpp.watch.password");
    }

    /** Prosody writes a message twice, into the sender's archive, then into the recipient's, and may die in between. */
    @Test
    void onlyWhatTheServerHasForTheBotReachesTheBot() throws Exception {
        try (Bot bot = bot().awaitReady()) {
            dieOf(bot, () -> tellBen("die when the sender's archive has it"));
            dieOf(bot, () -> tellBen("die when both archives have it"));
            tellBen("then all is well");
            bot.awaitTexts("die when both archives have it", "then all is well");
            assertThat(archived("ben", "ben@localhost", "client"))
                    .endsWith("die when both archives have it", "then all is well")
                    .doesNotContain("die when the sender's archive has it");
            assertThat(archived("ana", "ana@localhost", "client"))
                    .endsWith(
                            "die when the sender's archive has it",
                            "die when both archives have it",
                            "then all is well");
        }
    }

    @Test
    void whatTheServerHasOfTheBotIsNotSentAgainWhenItDiedOfIt() throws Exception {
        List<String> deaths = List.of("die when the sender's archive has it", "die when both archives have it");
        try (Bot bot = bot().awaitReady()) {
            for (String text : deaths) {
                dieOf(
                        bot,
                        () -> assertThat(bot.attempt("direct:direct", text, text, 1, "xmpp:ana@localhost"))
                                .isInstanceOf(DeliveryException.Temporary.class));
                assertThat(bot.attempt("direct:direct", text, text, 2, "xmpp:ana@localhost"))
                        .isNull();
            }
            assertThat(archived("ben", "ben@localhost", "hubbub")).endsWith(deaths.toArray(String[]::new));
            assertThat(archived("ana", "ana@localhost", "hubbub")).containsOnlyOnce(deaths.get(1));
        }
    }

    /** The server has the bot's message, shows the bot what ana said after it, and dies before it says so. */
    @Test
    void whatTheServerTookBeforeItShowedSomethingElseIsNotSentAgain() throws Exception {
        String text = "answer no ping after this";
        try (Bot bot = bot().awaitReady()) {
            CompletableFuture<@Nullable Exception> first = CompletableFuture.supplyAsync(
                    () -> bot.attempt("direct:direct", "taken", text, 1, "xmpp:ana@localhost"));
            await().until(() -> archived("ben", "ben@localhost", "hubbub").contains(text));
            tellBen("said after it");
            bot.awaitTexts("said after it");
            assertThat(first).isNotDone();
            SERVER.server().kill();
            SERVER.server().start();
            assertThat(first.get()).isInstanceOf(DeliveryException.Temporary.class);
            bot.awaitReady();
            assertThat(bot.attempt("direct:direct", "taken", text, 2, "xmpp:ana@localhost"))
                    .isNull();
            assertThat(archived("ben", "ben@localhost", "hubbub")).containsOnlyOnce(text);
            assertThat(bot.texts()).containsExactly("said after it");
        }
    }

    @Test
    void whatARoomKeptButShowedNobodyIsCaughtUpAndNotSaidAgain() throws Exception {
        String last = "die when the room's archive has it";
        try (Bot bot = bot().awaitReady()) {
            dieOf(bot, () -> {
                try (Person ana = ana()) {
                    assertThat(ana.say(roomAddress(), "last", last)).isFalse();
                }
            });
            bot.awaitTexts(last);
            dieOf(
                    bot,
                    () -> assertThat(bot.attempt("direct:room", "last", last, 1, null))
                            .isInstanceOf(DeliveryException.Temporary.class));
            assertThat(bot.attempt("direct:room", "last", last, 2, null)).isNull();
            assertThat(archived("ana", roomAddress(), "bot")).containsExactly(last);
            assertThat(bot.texts()).containsExactly(last);
        }
    }

    /** The server does not know the room when first asked, as if somebody made it just then, or cannot say at that moment. */
    @ParameterizedTest
    @ValueSource(strings = {"unknown-", "busy-"})
    void aRoomOfWhichNothingWasKnownAtFirstIsCaughtUpByItsArchive(String kind) throws Exception {
        String name = kind + UUID.randomUUID();
        String address = name + "@conference.localhost";
        try (Person ana = Person.logIn(SERVER.server(), "ana")) {
            ana.join(address);
            try (Bot bot = new Bot(SERVER.server(), memory, name, "").awaitReady()) {
                assertThat(ana.say(address, "1", "live")).isTrue();
                bot.awaitTexts("live");
                assertThat(bot.taken().get(0).externalId()).contains("?sid=");
            }
            assertThat(ana.say(address, "2", "missed")).isTrue();
            try (Bot bot = new Bot(SERVER.server(), memory, name, "").awaitReady()) {
                bot.awaitTexts("missed");
            }
        }
    }

    /** Lets the server die of what is said, starts it again, and waits for the bot. */
    private static void dieOf(Bot bot, Saying saying) throws Exception {
        saying.say();
        SERVER.server().awaitDeath();
        await().until(() -> bot.states().stream().noneMatch(PlaceState::ready));
        SERVER.server().start();
        bot.awaitReady();
    }

    /** Something said. */
    private interface Saying {
        void say() throws Exception;
    }

    private static void tellBen(String text) throws Exception {
        try (Person ana = Person.logIn(SERVER.server(), "ana")) {
            ana.tell("ben@localhost", text, text);
        }
    }

    private static List<String> archived(String account, String place, String from) throws Exception {
        try (Person reader =
                Person.readArchive(SERVER.server().port(), SERVER.server().certificate(), account)) {
            return reader.archivedFrom(place, from);
        }
    }
}
