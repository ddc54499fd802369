package dev.hubbub.channel.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.channel.Outside;
import dev.hubbub.channel.Receiver;
import dev.hubbub.component.Headers;
import dev.hubbub.config.Key;
import dev.hubbub.config.Settings;
import dev.hubbub.message.ChannelId;
import dev.hubbub.message.Tag;
import dev.hubbub.store.StoredFeeds;
import dev.hubbub.store.TestDatabase;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the route file's steps do, with a server of feeds and the database. */
class FeedsTest {
    private static final DefaultCamelContext CAMEL = new DefaultCamelContext();
    private static final UUID HUB = UUID.fromString("7d444840-9dc0-11d1-b245-5ffdce74fad2");
    private static final String SECRET = "change-me-to-something-long";
    private static final Item ITEM = new Item(
            "0199f0e5-0000-7000-8000-000000000001",
            "Fire & <water>\nsecond line",
            "Ana \u0001<b>",
            "<p>Fire &amp; water</p>",
            URI.create("https://hub.example.org/messages/1"),
            Instant.parse("2026-11-26T12:00:00Z"),
            List.of(
                    new Item.Tagged("booking/1", URI.create("https://hub.example.org/bookings/1?a=1&b=2")),
                    new Item.Tagged("incident", null)));

    private static TestDatabase database;
    private static Receiver server;
    private static Outside outside;

    private String name = "none";
    private Feeds feeds = made();

    @BeforeAll
    static void start() throws Exception {
        database = TestDatabase.create();
        server = Receiver.start();
        outside = Outside.of(Settings.defaults().with(Key.OUTSIDE_NETWORKS, "127.0.0.1"));
    }

    @AfterAll
    static void stop() throws Exception {
        outside.close();
        server.close();
        database.close();
    }

    @BeforeEach
    void aFeedOfItsOwn() {
        name = "f" + UUID.randomUUID();
        feeds = made();
    }

    /** As after a restart of the hub. */
    private Feeds made() {
        Settings settings = Settings.defaults()
                .with(Key.FEED_FIRST, "2")
                .with(Key.FEED_MAX_SIZE, "100000")
                .with(Key.FEED_MAX_ENTRIES, "20")
                .with(Key.HTTP_PUBLIC_URL, "https://hub.example.org/")
                .with("feed." + name + ".url", server.url("/feed").toString(), "test")
                .with("feed." + name + ".out.channel", "shoutbox/team", "test")
                .with("feed." + name + ".out.secret", SECRET, "test");
        return Feeds.of(
                settings, outside, new StoredFeeds(database.database(), Clock.systemUTC()), FeedsTest::shelf, HUB);
    }

    private static List<Item> shelf(ChannelId channel, @Nullable Tag tag, int most) {
        return channel.equals(ChannelId.parse("shoutbox/team")) ? List.of(ITEM) : List.of();
    }

    private static String rss(int from, int to) {
        return "<rss><channel><title>News</title>"
                + IntStream.iterate(to, n -> n >= from, n -> n - 1)
                        .mapToObj(n -> "<item><guid>" + n + "</guid><title>t" + n + "</title></item>")
                        .collect(Collectors.joining())
                + "</channel></rss>";
    }

    private Exchange exchange() {
        Exchange exchange = new DefaultExchange(CAMEL);
        exchange.setProperty(Feeds.NAME, name);
        return exchange;
    }

    /** The titles of what is new, as the route says them; all of it is taken. */
    private List<String> poll() {
        Exchange exchange = exchange();
        feeds.read(exchange);
        List<?> fresh = exchange.getMessage().getBody(List.class);
        for (Object entry : fresh) {
            Exchange part = exchange.copy();
            part.getMessage().setBody(entry);
            feeds.say(part);
            feeds.said(part);
        }
        feeds.done(exchange);
        return fresh.stream().map(entry -> ((Entry) entry).title()).toList();
    }

    @Test
    void eachEntryIsNewsOnceAlsoAfterARestartAndOfANewFeedOnlyTheNewest() {
        server.next(200, Map.of(), rss(1, 5));
        assertThat(poll()).containsExactly("t4", "t5");
        server.next(200, Map.of(), rss(1, 5));
        assertThat(poll()).isEmpty();
        feeds = made();
        server.next(200, Map.of(), rss(2, 7));
        assertThat(poll()).containsExactly("t6", "t7");
    }

    @Test
    void whatTheHubDidNotTakeIsNewsAgain() {
        server.next(200, Map.of(), rss(1, 1));
        poll();
        server.next(200, Map.of("ETag", "\"2\""), rss(1, 3));
        Exchange exchange = exchange();
        feeds.read(exchange);
        List<?> fresh = exchange.getMessage().getBody(List.class);
        assertThat(fresh).hasSize(2);
        // the route broke off here
        server.next(200, Map.of("ETag", "\"2\""), rss(1, 3));
        assertThat(poll()).containsExactly("t2", "t3");
        assertThat(server.calls().get(server.calls().size() - 1).header("If-None-Match"))
                .isEmpty();
    }

    @Test
    void aServerIsAskedForAnotherVersionOnly() {
        server.next(200, Map.of("ETag", "\"v1\"", "Last-Modified", "Thu, 26 Nov 2026 12:00:00 GMT"), rss(1, 1));
        poll();
        feeds = made();
        server.next(304, Map.of());
        assertThat(poll()).isEmpty();
        Receiver.Call asked = server.calls().get(server.calls().size() - 1);
        assertThat(asked.header("If-None-Match")).isEqualTo("\"v1\"");
        assertThat(asked.header("If-Modified-Since")).isEqualTo("Thu, 26 Nov 2026 12:00:00 GMT");
    }

    @Test
    void redirectsAreFollowedAFewTimesAndNotIntoInternalNetworks() {
        server.next(301, Map.of("Location", "/moved")).next(200, Map.of(), rss(1, 1));
        assertThat(poll()).containsExactly("t1");
        server.next(302, Map.of("Location", "http://127.0.0.2:" + server.port() + "/"));
        assertThat(poll()).isEmpty();
        for (int i = 0; i < 4; i++) {
            server.next(302, Map.of("Location", "/again" + i));
        }
        int before = server.calls().size();
        assertThat(poll()).isEmpty();
        assertThat(server.calls()).hasSize(before + 4);
        server.next(302, Map.of("Location", "file:///etc/passwd"));
        assertThat(poll()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 401, 404, 410, 500, 503})
    void aFeedThatCannotBeHadIsNoNews(int status) {
        server.next(status, Map.of());
        assertThat(poll()).isEmpty();
        server.next(200, Map.of(), rss(1, 1));
        assertThat(poll()).containsExactly("t1");
    }

    @Test
    void aFeedThatIsTooLargeIsNotReadAtAll() {
        server.next(200, Map.of(), rss(1, 1) + " ".repeat(100_000));
        assertThat(poll()).isEmpty();
    }

    @Test
    void anEntryIsSaidWithoutAnythingThatActs() {
        server.next(200, Map.of(), """
                <rss><channel><title>News</title><item><guid>1</guid><title>Fire</title><link>https://example.org/1</link>
                <pubDate>Thu, 26 Nov 2026 12:00:00 GMT</pubDate><author>ana</author>
                <description>&lt;p onclick="x()"&gt;It &amp;amp; burns&lt;/p&gt;&lt;script&gt;steal()&lt;/script&gt;&lt;img src=x onerror=y&gt;</description>
                </item></channel></rss>""");
        Exchange exchange = exchange();
        feeds.read(exchange);
        Exchange part = exchange.copy();
        part.getMessage().setBody(exchange.getMessage().getBody(List.class).get(0));
        feeds.say(part);
        assertThat(part.getMessage().getBody(String.class)).isEqualTo("Fire\nIt & burns\nhttps://example.org/1");
        assertThat(part.getMessage().getHeader(Headers.HTML, String.class)).isEqualTo("<p>It &amp; burns</p>");
        assertThat(part.getMessage().getHeader(Headers.SENDER)).isEqualTo("feed:" + name);
        assertThat(part.getMessage().getHeader(Headers.SENDER_NAME)).isEqualTo("ana");
        assertThat(part.getMessage().getHeader(Headers.SENT_AT)).isEqualTo("2026-11-26T12:00:00Z");
    }

    private Exchange show(String form, String secret) {
        Exchange exchange = exchange();
        exchange.getMessage().setHeader("form", form);
        exchange.getMessage().setHeader("secret", secret);
        feeds.show(exchange);
        return exchange;
    }

    @ParameterizedTest
    @ValueSource(strings = {"rss", "atom"})
    void whatIsWrittenCanBeReadAndIsShownOnlyToThoseWhoKnowTheSecret(String form) throws Exception {
        Exchange shown = show(form, SECRET);
        String xml = shown.getMessage().getBody(String.class);
        assertThat(shown.getMessage().getHeader(Exchange.CONTENT_TYPE, String.class))
                .contains(form);
        FeedReader.Feed feed =
                FeedReader.read(xml.getBytes(StandardCharsets.UTF_8), URI.create("https://hub.example.org/"), 10);
        assertThat(feed.title()).isEqualTo("shoutbox/team");
        Entry entry = feed.entries().get(0);
        assertThat(entry.id()).endsWith("0199f0e5-0000-7000-8000-000000000001");
        assertThat(entry.title()).isEqualTo("Fire & <water>");
        assertThat(entry.author()).isEqualTo("Ana <b>");
        assertThat(entry.link()).isEqualTo(ITEM.link());
        assertThat(entry.published()).isEqualTo(ITEM.at());
        assertThat(entry.html())
                .startsWith("<p>Fire &amp; water</p>")
                .contains("<a href=\"https://hub.example.org/bookings/1?a=1&amp;b=2\">booking/1</a>");
        assertThat(xml).contains("incident").doesNotContain(SECRET);

        Exchange again = exchange();
        again.getMessage().setHeader("form", form);
        again.getMessage().setHeader("Authorization", "Bearer " + SECRET);
        again.getMessage().setHeader("If-None-Match", shown.getMessage().getHeader("ETag"));
        feeds.show(again);
        assertThat(again.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE)).isEqualTo(304);

        for (String wrong : List.of("", "change-me", SECRET + "x", SECRET.toUpperCase(Locale.ROOT))) {
            Exchange refused = show(form, wrong);
            assertThat(refused.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE))
                    .isEqualTo(401);
            assertThat(refused.getMessage().getBody(String.class)).doesNotContain("Fire", SECRET);
        }
    }

    @Test
    void aFeedOfTheHubItselfIsNotReadBackIn() {
        server.next(200, Map.of(), show("atom", SECRET).getMessage().getBody(String.class));
        assertThat(poll()).isEmpty();
        server.next(200, Map.of(), show("rss", SECRET).getMessage().getBody(String.class));
        assertThat(poll()).isEmpty();
    }
}
