package dev.hubbub.channel.x;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import dev.hubbub.config.Key;
import dev.hubbub.config.Settings;
import dev.hubbub.outbox.DeliveryException;
import dev.hubbub.sandbox.XDoor;
import dev.hubbub.sandbox.XPosts;
import dev.hubbub.sandbox.XSandbox;
import dev.hubbub.store.StoredXMemory;
import dev.hubbub.store.TestDatabase;
import jakarta.activation.DataHandler;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.attachment.AttachmentMessage;
import org.apache.camel.attachment.DefaultAttachmentMessage;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The component {@code x:} and an X that behaves as its documentation says. */
class XTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String HUB = "1000";

    private static final TestDatabase DATABASE = TestDatabase.create();

    private final String delivery = UUID.randomUUID().toString();
    private final List<Map<String, Object>> came = new CopyOnWriteArrayList<>();
    private final XMemory memory = new StoredXMemory(DATABASE.database(), Clock.systemUTC());
    private XSandbox server;
    private DefaultCamelContext camel;

    @AfterAll
    static void closeDatabase() {
        DATABASE.close();
    }

    @BeforeEach
    void start() throws Exception {
        server = XSandbox.start(0);
        camel = open(settings());
    }

    @AfterEach
    void stop() {
        camel.stop();
        server.close();
    }

    private Settings settings() {
        return server.applyTo(Settings.defaults())
                .with(Key.X_POLL, "100ms")
                .with(Key.X_TIMEOUT, "2s")
                .with(Key.X_QUERY, "printer fire");
    }

    private DefaultCamelContext open(Settings settings) throws Exception {
        X x = X.of(settings, memory, Clock.systemUTC());
        DefaultCamelContext opened = new DefaultCamelContext();
        opened.addComponent("x", new XComponent(x));
        opened.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                for (String source : List.of("mentions", "messages", "search")) {
                    from("x:" + source).process(exchange -> note(source, exchange));
                }
            }
        });
        opened.start();
        // the first look says from when on things are new
        await().atMost(PATIENCE)
                .until(() -> memory.find("read/search/printer fire").isPresent()
                        && memory.find("read/mentions/" + HUB).isPresent()
                        && memory.find("read/messages/" + HUB).isPresent());
        return opened;
    }

    private void note(String source, Exchange exchange) {
        Map<String, Object> all = new HashMap<>(exchange.getMessage().getHeaders());
        all.put("source", source);
        all.put("text", exchange.getMessage().getBody(String.class));
        came.add(all);
    }

    private List<Object> texts(String source) {
        return came.stream()
                .filter(one -> source.equals(one.get("source")))
                .map(one -> one.get("text"))
                .toList();
    }

    private Exchange send(String to, String text, Map<String, Object> headers) {
        return camel.createProducerTemplate().request(to, exchange -> {
            exchange.getMessage().setBody(text);
            exchange.getMessage().setHeader("HubbubDeliveryId", delivery);
            headers.forEach(exchange.getMessage()::setHeader);
        });
    }

    private List<XPosts.Post> byHub() {
        return server.posts().all().stream()
                .filter(post -> post.author().equals(HUB))
                .toList();
    }

    /** Does something else in the place of the next request of this method. */
    private void instead(String method, Interference interference) {
        AtomicInteger times = new AtomicInteger();
        server.interfere(new Filter() {
            @Override
            public void doFilter(HttpExchange call, Chain chain) throws IOException {
                if (call.getRequestMethod().equals(method) && times.getAndIncrement() == 0) {
                    interference.happen(call);
                } else {
                    chain.doFilter(call);
                }
            }

            @Override
            public String description() {
                return "interferes";
            }
        });
    }

    /** A long text that says nothing twice, as X would not take that. */
    private static String counted(String words, int times) {
        return IntStream.range(100, 100 + times).mapToObj(n -> words + " " + n).collect(Collectors.joining(" "));
    }

    private interface Interference {
        void happen(HttpExchange call) throws IOException;
    }

    @Test
    void mentionsMessagesAndWhatASearchFindsComeOnceWithSenderAndLinks() {
        String text = "@hubbub Grüße 🚀 <b>&amp; https://example.org/a?b=c&d";
        XPosts.Post first = server.posts().post("ana", text, null);
        XPosts.Post answer = server.posts().post("ben", "@hubbub @ana indeed", first.id());
        server.posts().message("ben", "between us & <you>");
        server.posts().post("ana", "the printer is on fire", null);
        server.posts().post("ana", "@hubbubber is somebody else", null);
        server.posts().post("hubbub", "I am @hubbub, and a printer on fire", null);

        await().atMost(PATIENCE).until(() -> came.size() >= 4);
        assertThat(texts("mentions")).containsExactly(text, "@hubbub @ana indeed");
        assertThat(texts("messages")).containsExactly("between us & <you>");
        assertThat(texts("search")).containsExactly("the printer is on fire");
        Map<String, Object> mention = came.stream()
                .filter(one -> answer.id().equals(one.get("HubbubExternalId")))
                .findFirst()
                .orElseThrow();
        assertThat(mention)
                .containsEntry("HubbubSender", "x:ben")
                .containsEntry("HubbubSenderName", "@ben")
                .containsEntry("HubbubInReplyToExternalId", List.of(first.id(), first.id()))
                .containsKey("HubbubSentAt")
                .doesNotContainKey("HubbubReplyTo");
        assertThat(came)
                .filteredOn(one -> "messages".equals(one.get("source")))
                .allSatisfy(one -> assertThat(one).containsEntry("HubbubReplyTo", "x:ben"));
    }

    @Test
    void whatComesWhileItIsAwayIsTakenAfterwardsInOrderAndNothingTwice() throws Exception {
        server.posts().post("ana", "@hubbub before", null);
        await().atMost(PATIENCE).until(() -> texts("mentions").size() == 1);
        camel.stop();
        for (int n = 0; n < 250; n++) {
            server.posts().post("ana", "@hubbub meanwhile " + n, null);
            server.posts().message("ana", "meanwhile " + n);
        }

        camel = open(settings());

        await().atMost(PATIENCE)
                .until(() ->
                        texts("mentions").size() >= 251 && texts("messages").size() >= 250);
        server.posts().post("ana", "@hubbub after", null);
        await().atMost(PATIENCE).until(() -> texts("mentions").contains("@hubbub after"));
        assertThat(texts("mentions"))
                .hasSize(252)
                .startsWith("@hubbub before", "@hubbub meanwhile 0", "@hubbub meanwhile 1");
        assertThat(texts("messages")).hasSize(250).doesNotHaveDuplicates().endsWith("meanwhile 249");
    }

    @Test
    void aSearchThatWasAwayForLongerThanXLooksBackGoesOn() throws Exception {
        camel.stop();
        memory.keep("read/search/printer fire", Arrival.idAt(Instant.now().minus(Duration.ofDays(30))), null);
        camel = open(settings());

        server.posts().post("ana", "a printer, a fire", null);

        await().atMost(PATIENCE).until(() -> texts("search").contains("a printer, a fire"));
    }

    @Test
    void aLongTextIsAThreadThatAnswersWhatItShouldAndIsTakenBackAsAWhole() {
        XPosts.Post asked = server.posts().post("ana", "@hubbub tell me", null);
        Exchange done = send("x:post", counted("well 🚀", 65), Map.of("HubbubInReplyToExternalId", asked.id()));

        assertThat(done.getException()).isNull();
        List<XPosts.Post> thread = byHub();
        assertThat(thread).hasSize(3);
        assertThat(thread.get(0).answers()).isEqualTo(asked.id());
        assertThat(thread.get(1).answers()).isEqualTo(thread.get(0).id());
        assertThat(thread.get(2).answers()).isEqualTo(thread.get(1).id());
        String id = thread.get(0).id();
        assertThat(done.getMessage().getHeader("HubbubExternalId")).isEqualTo(id);

        assertThat(send("x:post", "", Map.of("HubbubRetracts", id)).getException())
                .isNull();
        assertThat(byHub()).isEmpty();
    }

    @Test
    void aThreadThatMeetsTheLimitGoesOnAfterItAlsoIfTheHubWasRestarted() throws Exception {
        server.door().allow("POST /2/tweets", 2, Duration.ofSeconds(3));
        String text = counted("limited", 90);

        Throwable failure = send("x:post", text, Map.of()).getException();

        assertThat(failure)
                .isInstanceOfSatisfying(
                        DeliveryException.Temporary.class,
                        limited -> assertThat(limited.after()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(5)));
        assertThat(byHub()).hasSize(2);
        camel.stop();
        camel = open(settings());
        await().atMost(PATIENCE).until(() -> send("x:post", text, Map.of()).getException() == null);
        assertThat(byHub()).hasSize(4).extracting(XPosts.Post::text).doesNotHaveDuplicates();
        assertThat(byHub().get(3).answers()).isEqualTo(byHub().get(2).id());
    }

    private Exchange sendFiles(String to, String text, Map<String, Object> headers, String... types) {
        return camel.createProducerTemplate().request(to, exchange -> {
            exchange.getMessage().setBody(text);
            headers.forEach(exchange.getMessage()::setHeader);
            AttachmentMessage message = new DefaultAttachmentMessage(exchange.getMessage());
            for (String type : types) {
                message.addAttachment(
                        message.getAttachments().size() + "." + type.replaceFirst(".*/", ""),
                        new DataHandler(new ByteArrayDataSource("bytes".getBytes(StandardCharsets.UTF_8), type)));
            }
        });
    }

    @Test
    void picturesGoAlongAndOtherFilesAreNamed() {
        String[] types = {"image/png", "text/plain", "image/jpeg", "image/webp", "image/png", "image/png"};
        assertThat(sendFiles("x:post", "look", Map.of(), types).getException()).isNull();
        assertThat(byHub()).singleElement().satisfies(post -> {
            assertThat(post.text()).isEqualTo("look\n1.plain\n5.png");
            assertThat(post.pictures()).containsExactly("image/png", "image/jpeg", "image/webp", "image/png");
        });
        assertThat(sendFiles("x:post", "", Map.of(), "image/png").getException())
                .isNull();
        assertThat(byHub().get(1).pictures()).containsExactly("image/png");
        assertThat(sendFiles("x:message", "you", Map.of("HubbubRecipient", "x:ben"), "image/png", "image/png")
                        .getException())
                .isNull();
        assertThat(byHub().get(2).text()).isEqualTo("you\n1.png");
        assertThat(byHub().get(2).pictures()).containsExactly("image/png");
    }

    @Test
    void aPictureThatXDoesNotTakeIsNamedAndOneThatWasCutOffIsTriedAgain() {
        instead("POST", call -> call.sendResponseHeaders(403, -1));
        assertThat(sendFiles("x:post", "refused", Map.of(), "image/png").getException())
                .isNull();
        assertThat(byHub()).singleElement().extracting(XPosts.Post::text).isEqualTo("refused\n0.png");
        instead("POST", HttpExchange::close);
        assertThat(sendFiles("x:post", "cut off", Map.of(), "image/png").getException())
                .isInstanceOf(DeliveryException.Temporary.class);
        assertThat(byHub()).hasSize(1);
    }

    @Test
    void messagesGoToWhomTheyAreForAndToNobodyElse() {
        Exchange done = send("x:message", "x".repeat(10_001), Map.of("HubbubRecipient", "x:Ben"));

        assertThat(done.getException()).isNull();
        assertThat(byHub()).extracting(XPosts.Post::to).containsExactly("1002", "1002");
        assertThat(byHub().get(0).text()).hasSize(10_000);
        assertThat(send("x:message", "hello", Map.of()).getException())
                .isInstanceOf(DeliveryException.Permanent.class)
                .hasMessageContaining("it is for nobody");
        assertThat(send("x:message", "hello", Map.of("HubbubRecipient", "x:nobody_here"))
                        .getException())
                .isInstanceOf(DeliveryException.Permanent.class);
        assertThat(send("x:message", "hello", Map.of("HubbubRecipient", "tel:+491"))
                        .getException())
                .isInstanceOf(DeliveryException.Permanent.class);
    }

    @Test
    void whatIsRefusedIsDeadAndWhatWasCutOffIsUncertain() {
        assertThat(send("x:post", "the same", Map.of()).getException()).isNull();
        assertThat(send("x:post", "the same", Map.of()).getException())
                .isInstanceOf(DeliveryException.Permanent.class)
                .hasMessageContaining("duplicate content");

        instead("POST", HttpExchange::close);
        assertThat(send("x:post", "cut off", Map.of()).getException()).isInstanceOf(DeliveryException.Uncertain.class);
        instead("POST", call -> call.sendResponseHeaders(502, -1));
        assertThat(send("x:post", "half done", Map.of()).getException())
                .isInstanceOf(DeliveryException.Uncertain.class);
        instead("POST", call -> call.sendResponseHeaders(503, -1));
        assertThat(send("x:post", "busy", Map.of()).getException()).isInstanceOf(DeliveryException.Temporary.class);
        assertThat(byHub()).hasSize(1);
    }

    @Test
    void nothingIsAskedBeforeTheLimitIsOver() {
        server.door().allow("POST /2/tweets", 1, Duration.ofSeconds(30));
        AtomicInteger asked = new AtomicInteger();
        assertThat(send("x:post", "one", Map.of()).getException()).isNull();
        instead("POST", call -> asked.incrementAndGet());

        for (int i = 0; i < 3; i++) {
            assertThat(send("x:post", "two", Map.of()).getException())
                    .isInstanceOfSatisfying(
                            DeliveryException.Temporary.class,
                            limited -> assertThat(limited.after())
                                    .isBetween(Duration.ofSeconds(20), Duration.ofSeconds(32)));
        }
        assertThat(asked).hasValue(0);
    }

    @Test
    void anExpiredTokenIsRenewedAndTheNextOneKnownAfterARestart() throws Exception {
        assertThat(send("x:post", "one", Map.of()).getException()).isNull();
        server.door().expire(Duration.ofHours(1));
        assertThat(send("x:post", "two", Map.of()).getException()).isNull();
        camel.stop();
        server.door().expire(Duration.ofHours(1));

        // the refresh token of the settings has been used up long ago
        camel = open(settings());

        assertThat(send("x:post", "three", Map.of()).getException()).isNull();
        assertThat(byHub()).hasSize(3);
        await().atMost(PATIENCE).until(() -> {
            server.posts().post("ana", "@hubbub still there?", null);
            return !texts("mentions").isEmpty();
        });
    }

    @Test
    void signsRequestsWhereTheAccountHasOAuth1() throws Exception {
        camel.stop();
        camel = open(settings()
                .with(Key.X_AUTH, "oauth1")
                .with(Key.X_CONSUMER_KEY, XDoor.KEYS.consumerKey())
                .with(Key.X_CONSUMER_SECRET, XDoor.KEYS.consumerSecret().reveal())
                .with(Key.X_TOKEN, XDoor.KEYS.token().reveal())
                .with(Key.X_TOKEN_SECRET, XDoor.KEYS.tokenSecret().reveal()));

        assertThat(send("x:post", "signed: ü & % ~ *", Map.of()).getException()).isNull();
        server.posts().post("ana", "@hubbub and read", null);
        await().atMost(PATIENCE).until(() -> texts("mentions").contains("@hubbub and read"));
        assertThat(byHub()).extracting(XPosts.Post::text).containsExactly("signed: ü & % ~ *");
    }

    @Test
    void aWrongKeyIsNoReasonToGiveUp() throws Exception {
        camel.stop();
        Settings wrong = settings().with(Key.X_AUTH, "bearer").with(Key.X_TOKEN, "wrong");
        X x = X.of(wrong, memory, Clock.systemUTC());

        XException failure = (XException) catchThrowable(x::own);

        assertThat(failure.kind()).isEqualTo(XException.Kind.LOGIN);
        assertThat(failure.ofDelivery()).isInstanceOf(DeliveryException.Temporary.class);
    }

    @Test
    void tokensDoNotTravelInTheClear() {
        assertThat(catchThrowable(() -> XSettings.of(Settings.defaults().with(Key.X_URL, "http://x.example.org"))))
                .hasMessageContaining("must begin with https://");
    }
}
