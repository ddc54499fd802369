package dev.hubbub.channel.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeedReaderTest {
    private static final URI BASE = URI.create("https://example.org/news/feed.xml");

    private static FeedReader.Feed read(String xml) throws IOException {
        return FeedReader.read(xml.getBytes(StandardCharsets.UTF_8), BASE, 10);
    }

    private static Entry only(String xml) throws IOException {
        List<Entry> entries = read(xml).entries();
        assertThat(entries).hasSize(1);
        return entries.get(0);
    }

    @Test
    void readsRss2() throws Exception {
        String xml = """
                <?xml version="1.0"?>
                <rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/">
                 <channel><title>News &amp; more</title><link>https://example.org/</link><description>all of it</description>
                  <item><title> One
                   line </title><link>/news/1</link><guid isPermaLink="false">g-1</guid>
                   <description>short</description><content:encoded><![CDATA[<p>long <b>text</b></p>]]></content:encoded>
                   <dc:creator>Ana</dc:creator><pubDate>Thu, 26 Nov 2026 12:00:00 +0100</pubDate></item>
                 </channel></rss>""";
        assertThat(read(xml).title()).isEqualTo("News & more");
        assertThat(only(xml))
                .isEqualTo(new Entry(
                        "g-1",
                        URI.create("https://example.org/news/1"),
                        "One line",
                        "Ana",
                        "<p>long <b>text</b></p>",
                        Instant.parse("2026-11-26T11:00:00Z")));
    }

    @Test
    void readsAtom() throws Exception {
        String xml = """
                <feed xmlns="http://www.w3.org/2005/Atom"><title>News</title><author><name>The house</name></author>
                 <entry><id>urn:uuid:1</id><title type="html">A &lt;b&gt;title</title>
                  <link rel="edit" href="https://example.org/edit/1"/><link href="1.html"/><link rel="alternate" href="https://example.org/second"/>
                  <author><name>Ben</name><email>ben@example.org</email></author>
                  <published>2026-11-26T12:00:00Z</published><updated>2026-11-27T12:00:00Z</updated>
                  <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Hello <b>there</b></p></div></content></entry>
                </feed>""";
        Entry entry = only(xml);
        assertThat(entry.id()).isEqualTo("urn:uuid:1");
        assertThat(entry.link()).hasToString("https://example.org/news/1.html");
        assertThat(entry.author()).isEqualTo("Ben");
        assertThat(entry.html()).contains("Hello there");
        assertThat(entry.published()).isEqualTo("2026-11-26T12:00:00Z");
        assertThat(read(xml).title()).isEqualTo("News");
    }

    @Test
    void whatAtomCallsTextIsText() throws Exception {
        String xml = """
                <feed xmlns="http://www.w3.org/2005/Atom"><title>News</title>
                 <entry><id>1</id><title>t</title><content%s>if a &lt;b> c &amp;amp; d</content></entry></feed>""";
        for (String type : List.of("", " type=\"text\"")) {
            assertThat(only(xml.formatted(type)).html()).isEqualTo("if a &lt;b&gt; c &amp;amp; d");
        }
        assertThat(only(xml.formatted(" type=\"html\"")).html()).isEqualTo("if a <b> c &amp; d");
    }

    @Test
    void readsRss1() throws Exception {
        Entry entry = only("""
                <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
                 <channel rdf:about="https://example.org/"><title>Old news</title></channel>
                 <item rdf:about="https://example.org/1"><title>One</title><link>https://example.org/1</link>
                  <description>said</description><dc:date>2026-11-26T12:00:00+00:00</dc:date></item>
                </rdf:RDF>""");
        assertThat(entry.id()).isEqualTo("https://example.org/1");
        assertThat(entry.html()).isEqualTo("said");
        assertThat(entry.published()).isEqualTo("2026-11-26T12:00:00Z");
    }

    @Test
    void readsOtherEncodings() throws Exception {
        String xml =
                "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><rss><channel><item><title>Grüße</title></item></channel></rss>";
        byte[] bytes = xml.getBytes(Charset.forName("ISO-8859-1"));
        assertThat(FeedReader.read(bytes, BASE, 10).entries().get(0).title()).isEqualTo("Grüße");
    }

    @Test
    void anEntryWithoutAnIdIsKnownByItsLinkElseByWhatItSays() throws Exception {
        List<Entry> entries = read("""
                        <rss><channel>
                         <item><title>a</title><link>https://example.org/1</link></item>
                         <item><title>b</title><description>text</description></item>
                         <item><title>b</title><description>other</description></item>
                        </channel></rss>""").entries();
        assertThat(entries.get(0).id()).isEqualTo("https://example.org/1");
        assertThat(entries.stream().map(Entry::hash).distinct()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "file:///etc/passwd",
                "ftp://x.org/",
                "http://[",
                "data:text/html,x",
                "mailto:a@b"
            })
    void aLinkThatIsNoneOfTheWebIsNone(String link) throws Exception {
        assertThat(only("<rss><channel><item><guid>1</guid><link>" + link + "</link></item></channel></rss>")
                        .link())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<!DOCTYPE rss [<!ENTITY x \"y\">]><rss><channel><item><title>&x;</title></item></channel></rss> | document type",
                "<!DOCTYPE rss SYSTEM \"http://127.0.0.1:1/x.dtd\"><rss><channel></channel></rss> | document type",
                "<!DOCTYPE rss><rss><channel></channel></rss> | document type",
                "<rss><channel><item><title>&nbsp;</title></item></channel></rss> | feed",
                "<rss><channel><item><title>cut | well-formed",
                "<html><body><p>not found</p></body></html> | neither RSS nor Atom",
                "{\"version\": \"https://jsonfeed.org/version/1\"} | well-formed",
                "<rss><channel><item><title>a</wrong></item></channel></rss> | well-formed"
            })
    void whatIsNoFeedOrBringsEntitiesIsRefused(String xml, String reason) {
        assertThatThrownBy(() -> read(xml)).isInstanceOf(IOException.class).hasMessageContaining(reason);
    }

    @Test
    void filesAndOtherServersAreNotRead(@TempDir Path folder) throws Exception {
        Path secret = Files.writeString(folder.resolve("secret.txt"), "hunter2");
        String xml = "<!DOCTYPE rss [<!ENTITY x SYSTEM \"" + secret.toUri()
                + "\">]><rss><channel><item><title>&x;</title></item></channel></rss>";
        assertThatThrownBy(() -> read(xml)).isInstanceOf(IOException.class).hasMessageNotContaining("hunter2");
    }

    @Test
    void bombsAreRefusedWithinASecond() throws Exception {
        assertThat(read("<rss/>").entries()).isEmpty();
        StringBuilder laughs = new StringBuilder("<!DOCTYPE rss [<!ENTITY a \"ha\">");
        for (char c = 'b'; c < 'z'; c++) {
            laughs.append("<!ENTITY ")
                    .append(c)
                    .append(" \"")
                    .append(("&" + (char) (c - 1) + ";").repeat(10))
                    .append("\">");
        }
        laughs.append("]><rss><channel><item><title>&y;</title></item></channel></rss>");
        String deep = "<rss><channel>" + "<a>".repeat(100_000);
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(1), () -> {
            assertThatThrownBy(() -> read(laughs.toString())).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> read(deep)).isInstanceOf(IOException.class).hasMessageContaining("deep");
        });
    }

    @Test
    void noMoreEntriesAreReadThanAreWanted() throws Exception {
        String xml = "<rss><channel>" + "<item><guid>x</guid></item>".repeat(100_000);
        assertThat(read(xml).entries()).hasSize(10);
    }
}
