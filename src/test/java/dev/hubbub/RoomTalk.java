package dev.hubbub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.channel.xmpp.Person;
import dev.hubbub.channel.xmpp.ProsodyServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.core.ConditionTimeoutException;
import org.jivesoftware.smack.SmackException;
import org.jivesoftware.smack.XMPPException;

/**
 * Ana talks to a hub's bot, in the room and alone, on a Prosody with archives, while somebody shouts over the API. The
 * archives of the room and of the bot say what the server has for the hub: all of that, and nothing twice, is to be in
 * the hub's log, and the other way round. A direct message is written into two archives, the sender's first; a server
 * killed in between has lost that one.
 */
final class RoomTalk {
    static final Duration PATIENCE = Duration.ofSeconds(60);
    static final String ROOM = "ops@conference.localhost";
    static final String BOT = "ben@localhost";

    private final String name;
    private final ProsodyServer prosody;
    private final Caller caller;
    private final Log log;
    private final AtomicBoolean over = new AtomicBoolean();
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final List<String> shouted = new CopyOnWriteArrayList<>();
    private CompletableFuture<Void> people = CompletableFuture.completedFuture(null);
    private CompletableFuture<Void> shouts = CompletableFuture.completedFuture(null);

    /** @param name the first word of all that is said */
    RoomTalk(String name, ProsodyServer prosody, Caller caller) {
        this.name = name;
        this.prosody = prosody;
        this.caller = caller;
        this.log = new Log(caller);
    }

    RoomTalk talk() {
        people = CompletableFuture.runAsync(this::keepTalking);
        return this;
    }

    RoomTalk shout() {
        shouts = CompletableFuture.runAsync(this::keepShouting);
        return this;
    }

    void stop() {
        over.set(true);
        CompletableFuture.allOf(people, shouts).join();
    }

    /** How much was said for certain. */
    int said() {
        return said.size();
    }

    void awaitMore() {
        int before = said.size();
        await().atMost(PATIENCE).until(() -> said.size() > before + 10);
    }

    /** Waits until what is said and shouted now has come to the other side. */
    void awaitCarried() throws Exception {
        awaitMore();
        String text = said.get(said.size() - 1);
        await().atMost(PATIENCE).until(() -> log.arrivedOn("chatbot/ops").contains(text));
        awaitSent(caller.say("shoutbox/team", "between").body().path("id").asText());
    }

    private void awaitSent(String id) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(caller.get("/api/v1/messages/" + id + "/deliveries")
                                .body()
                                .path("items"))
                        .isNotEmpty()
                        .allMatch(delivery -> delivery.path("state").asText().equals("sent")));
    }

    /**
     * The log has of this talk what the server has for the bot, and that is at least what was said for certain. All that
     * was shouted was said in the room in order and to ana alone, each once, and nothing is left undone.
     *
     * @param kills how often the server was killed
     */
    void assertCarriedExactly(int kills) throws Exception {
        await().atMost(PATIENCE).until(() -> log.deliveries("pending").isEmpty());
        Archive room = new Archive("ana", ROOM);
        Archive anas = new Archive("ana", "ana@localhost");
        Archive bots = new Archive("ben", BOT);
        heardExactly("chatbot/ops", room.of("/ana", name + " "));
        heardExactly("chatbot/direct", bots.of("/client", name + " "));
        assertThat(room.of("/hubbub", ""))
                .filteredOn(text -> text.contains(": " + name + " shout "))
                .map(text -> text.substring(text.indexOf(": ") + 2))
                .containsExactlyElementsOf(shouted);
        List<String> sent = bots.of("/hubbub", "alone: " + name + " ");
        assertThat(sent).map(text -> text.substring("alone: ".length())).containsExactlyInAnyOrderElementsOf(shouted);
        int lost = lostByTheServer(sent, anas.of("/hubbub", "alone: " + name + " "))
                + lostByTheServer(anas.of("/client", name + " "), bots.of("/client", name + " "));
        assertThat(lost).as("lost by the server itself").isLessThanOrEqualTo(kills);
        assertThat(log.deliveries("dead")).isEmpty();
        assertThat(log.deliveries("uncertain")).isEmpty();
    }

    private void heardExactly(String channel, List<String> archived) throws Exception {
        assertThat(archived).containsAll(said);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(arrived(channel)).containsAll(archived));
        assertThat(arrived(channel)).containsExactlyInAnyOrderElementsOf(archived);
    }

    /** How many of the messages in their sender's archive never came into the recipient's, which has nothing else and nothing twice. */
    private static int lostByTheServer(List<String> sendersArchive, List<String> recipientsArchive) {
        assertThat(recipientsArchive).isSubsetOf(sendersArchive).doesNotHaveDuplicates();
        return sendersArchive.size() - recipientsArchive.size();
    }

    /** What the server keeps of a room or an account, as it is now. */
    private final class Archive {
        private final List<Person.Archived> messages;

        Archive(String account, String place) throws Exception {
            try (Person reader = Person.readArchive(prosody.port(), prosody.certificate(), account)) {
                messages = reader.archive(place);
            }
        }

        /** The texts that begin so, from addresses that end so. */
        List<String> of(String from, String beginning) {
            return messages.stream()
                    .filter(message -> message.from().endsWith(from))
                    .map(Person.Archived::text)
                    .filter(text -> text.startsWith(beginning))
                    .toList();
        }
    }

    private List<String> arrived(String channel) throws IOException, InterruptedException {
        return log.arrivedOn(channel).stream()
                .filter(text -> text.startsWith(name + " "))
                .toList();
    }

    /** Ana says each thing to the bot alone and in the room; when she is cut off she logs in again and goes on. */
    private void keepTalking() {
        for (int n = 0; !over.get(); n++) {
            try (Person ana = ana(prosody)) {
                for (; !over.get(); n++) {
                    String text = name + " " + n;
                    ana.tell(BOT, "alone-" + text, text);
                    if (!ana.say(ROOM, "room-" + text, text)) {
                        break;
                    }
                    said.add(text);
                }
            } catch (IOException | SmackException | XMPPException | ConditionTimeoutException e) {
                assertThat(over).as("cut off while the server restarts: %s", e).isFalse();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Somebody shouts over the API, and writes the same to ana alone, about as often as she says something. */
    private void keepShouting() {
        try {
            for (int n = 0; !over.get(); n++) {
                String text = name + " shout " + n;
                assertThat(caller.say("shoutbox/team", text).status()).isEqualTo(201);
                assertThat(caller.post("/api/v1/channels/shoutbox/ops/messages", """
                                {"text": "alone: %s", "to": [{"channel": "chatbot/direct", "recipient": "xmpp:ana@localhost"}]}
                                """.formatted(text))
                                .status())
                        .isEqualTo(201);
                shouted.add(text);
                int ahead = shouted.size() - 20;
                await().atMost(PATIENCE).until(() -> over.get() || said.size() > ahead);
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ana, in the room. */
    static Person ana(ProsodyServer prosody) throws Exception {
        prosody.awaitUp();
        Person ana = Person.logIn(prosody.port(), prosody.certificate(), "ana");
        try {
            ana.join(ROOM);
            return ana;
        } catch (Exception e) {
            ana.close();
            throw e;
        }
    }
}
