package dev.hubbub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.channel.Receiver;
import dev.hubbub.config.Key;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hub as it is shipped, a server of feeds, and a reader of feeds. */
class FeedTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String SECRET = "change-me-to-something-long";

    @TempDir
    static Path home = Path.of(".");

    private static TestHub hub;
    private static Receiver server;
    private static Caller caller;
    private static Log log;

    @BeforeAll
    static void start() throws Exception {
        Files.createDirectories(home.resolve("config/rules"));
        Files.createDirectories(home.resolve("routes"));
        Files.writeString(home.resolve("config/rules/feeds.yaml"), """
                rules:
                  - { name: news, when: { channel: feed/main }, then: [ { send: shoutbox/ops, format: "{body}" } ] }
                  - { name: fire, when: { channel: shoutbox/team, text: fire }, then: [ { tag: incident } ] }
                """);
        Files.writeString(
                home.resolve("routes/feed-incidents.camel.yaml"),
                Files.readString(Path.of("routes/feed.camel.yaml")).replace("main", "incidents"));
        server = Receiver.start();
        server.next(200, Map.of("ETag", "\"1\""), rss(entry("1", "one <b>& only</b>")));
        hub = TestHub.start(
                home,
                defaults -> defaults.with(Key.HTTP_OPEN, "/feeds/main/*,/feeds/incidents/*")
                        .with(Key.HTTP_PUBLIC_URL, "http://hub.example")
                        .with("feed.main.url", server.url("/news").toString(), "test")
                        .with("feed.main.every", "1s", "test")
                        .with("feed.main.out.channel", "shoutbox/team", "test")
                        .with("feed.main.out.secret", SECRET, "test")
                        .with("feed.incidents.out.channel", "shoutbox/team", "test")
                        .with("feed.incidents.out.tag", "incident", "test")
                        .with("feed.incidents.out.secret", SECRET, "test"));
        caller = new Caller(hub::url, home.resolve("data")).logIn();
        log = new Log(caller);
    }

    @AfterAll
    static void stop() {
        hub.close();
        server.close();
    }

    private static String rss(String entries) {
        return "<rss><channel><title>News</title>" + entries + "</channel></rss>";
    }

    private static String entry(String id, String text) {
        return "<item><guid>" + id + "</guid><title>t" + id + "</title><description><![CDATA[" + text
                + "]]></description></item>";
    }

    @Test
    void eachEntryOfAFeedArrivesOnceAndGoesWhereRulesSay() throws Exception {
        await().atMost(PATIENCE).until(() -> log.arrivedOn("feed/main").contains("t1\none & only"));
        server.next(200, Map.of("ETag", "\"2\""), rss(entry("2", "two") + entry("1", "one <b>& only</b>")));
        await().atMost(PATIENCE).until(() -> log.arrivedOn("feed/main").contains("t2\ntwo"));
        server.next(200, Map.of(), rss(entry("3", "x".repeat(10)) + entry("2", "two")));
        await().atMost(PATIENCE).until(() -> log.arrivedOn("feed/main").size() == 3);
        assertThat(log.arrivedOn("feed/main")).containsExactly("t3\nxxxxxxxxxx", "t2\ntwo", "t1\none & only");
        assertThat(server.calls().stream().map(call -> call.header("If-None-Match")))
                .contains("\"1\"", "\"2\"");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(log.feed("shoutbox/ops").stream()
                                .map(message -> message.path("text").asText())
                                .filter(text -> text.startsWith("t")))
                        .containsExactlyInAnyOrder("t3\nxxxxxxxxxx", "t2\ntwo", "t1\none & only"));
    }

    private static HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(hub.url(path));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void aChannelAndATagCanBeReadAsFeedsByThoseWhoKnowTheSecret() throws Exception {
        assertThat(caller.say("shoutbox/team", "lunch <is> ready & \"hot\"").status())
                .isEqualTo(201);
        assertThat(caller.say("shoutbox/team", "the kitchen is on fire").status())
                .isEqualTo(201);
        for (String form : new String[] {"rss", "atom"}) {
            HttpResponse<String> all = get("/feeds/main/" + form + "?secret=" + SECRET);
            assertThat(all.statusCode()).as(all.body()).isEqualTo(200);
            assertThat(all.headers().firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("application/" + form + "+xml"));
            assertThat(all.body())
                    .contains("lunch &lt;is", "kitchen is on fire", "http://hub.example/messages/")
                    .doesNotContain(SECRET);
            HttpResponse<String> tagged = get("/feeds/incidents/" + form, "Authorization", "Bearer " + SECRET);
            assertThat(tagged.body()).contains("kitchen is on fire", "incident").doesNotContain("lunch");
            String etag = all.headers().firstValue("ETag").orElse("");
            assertThat(get("/feeds/main/" + form + "?secret=" + SECRET, "If-None-Match", etag)
                            .statusCode())
                    .isEqualTo(304);
            assertThat(get("/feeds/main/" + form).statusCode()).isEqualTo(401);
            assertThat(get("/feeds/main/" + form + "?secret=wrong").body()).doesNotContain("lunch");
        }
    }
}
