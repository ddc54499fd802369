package dev.hubbub.channel.feed;

import java.io.StringWriter;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/** Writes messages as RSS 2.0 or Atom 1.0. */
final class FeedWriter {
    private static final String ATOM = "http://www.w3.org/2005/Atom";
    private static final String DC = "http://purl.org/dc/elements/1.1/";
    private static final String CONTENT = "http://purl.org/rss/1.0/modules/content/";
    private static final int LONGEST_TITLE = 100;

    private final StringWriter text = new StringWriter();
    private final XMLStreamWriter xml;

    /**
     * What stands around the messages.
     *
     * @param id names the feed for ever
     * @param generator who this hub is
     * @param self how the feed is read
     * @param updated when its newest message came
     */
    record Head(String id, String title, String generator, URI self, URI page, Instant updated) {}

    private FeedWriter() throws XMLStreamException {
        this.xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
    }

    static String rss(Head head, List<Item> items) {
        try {
            FeedWriter writer = new FeedWriter();
            writer.writeRss(head, items);
            return writer.text.toString();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a feed cannot be written", e);
        }
    }

    static String atom(Head head, List<Item> items) {
        try {
            FeedWriter writer = new FeedWriter();
            writer.writeAtom(head, items);
            return writer.text.toString();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a feed cannot be written", e);
        }
    }

    private void writeRss(Head head, List<Item> items) throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeStartElement("rss");
        xml.writeAttribute("version", "2.0");
        xml.writeNamespace("atom", ATOM);
        xml.writeNamespace("dc", DC);
        xml.writeNamespace("content", CONTENT);
        xml.writeStartElement("channel");
        element("title", head.title());
        element("link", head.page().toString());
        element("description", head.title());
        element("lastBuildDate", rfc1123(head.updated()));
        element("generator", head.generator());
        xml.writeEmptyElement("atom", "link", ATOM);
        xml.writeAttribute("rel", "self");
        xml.writeAttribute("type", "application/rss+xml");
        xml.writeAttribute("href", head.self().toString());
        for (Item item : items) {
            xml.writeStartElement("item");
            element("title", title(item));
            xml.writeStartElement("guid");
            xml.writeAttribute("isPermaLink", "false");
            text(item.id());
            xml.writeEndElement();
            if (item.link() != null) {
                element("link", item.link().toString());
            }
            element("pubDate", rfc1123(item.at()));
            xml.writeStartElement("dc", "creator", DC);
            text(item.author());
            xml.writeEndElement();
            for (Item.Tagged tag : item.tags()) {
                element("category", tag.name());
            }
            element("description", html(item));
            xml.writeEndElement();
        }
        xml.writeEndDocument();
    }

    private void writeAtom(Head head, List<Item> items) throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeStartElement("feed");
        xml.writeDefaultNamespace(ATOM);
        element("id", head.id());
        element("title", head.title());
        element("updated", head.updated().toString());
        element("generator", head.generator());
        link("self", head.self(), null);
        link("alternate", head.page(), null);
        for (Item item : items) {
            xml.writeStartElement("entry");
            element("id", "urn:uuid:" + item.id());
            element("title", title(item));
            element("published", item.at().toString());
            element("updated", item.at().toString());
            xml.writeStartElement("author");
            element("name", item.author());
            xml.writeEndElement();
            if (item.link() != null) {
                link("alternate", item.link(), null);
            }
            for (Item.Tagged tag : item.tags()) {
                xml.writeEmptyElement("category");
                xml.writeAttribute("term", tag.name());
                if (tag.record() != null) {
                    link("related", tag.record(), tag.name());
                }
            }
            xml.writeStartElement("content");
            xml.writeAttribute("type", "html");
            text(html(item));
            xml.writeEndElement();
            xml.writeEndElement();
        }
        xml.writeEndDocument();
    }

    private void link(String rel, URI href, @Nullable String title) throws XMLStreamException {
        xml.writeEmptyElement("link");
        xml.writeAttribute("rel", rel);
        xml.writeAttribute("href", href.toString());
        if (title != null) {
            xml.writeAttribute("title", title);
        }
    }

    private void element(String name, String content) throws XMLStreamException {
        xml.writeStartElement(name);
        text(content);
        xml.writeEndElement();
    }

    /** The writer escapes; characters that XML has no way to write are left out. */
    private void text(String content) throws XMLStreamException {
        StringBuilder plain = new StringBuilder(content.length());
        content.codePoints().filter(FeedWriter::isXml).forEach(plain::appendCodePoint);
        xml.writeCharacters(plain.toString());
    }

    /** XML 1.0, section 2.2. */
    private static boolean isXml(int c) {
        return c == 0x9
                || c == 0xA
                || c == 0xD
                || (c >= 0x20 && c <= 0xD7FF)
                || (c >= 0xE000 && c <= 0xFFFD)
                || c >= 0x10000;
    }

    /** What is said, and the records that it is tied to. */
    private static String html(Item item) {
        String records = item.tags().stream()
                .filter(tag -> tag.record() != null)
                .map(tag -> "<a href=\"" + escaped(String.valueOf(tag.record())) + "\">" + escaped(tag.name()) + "</a>")
                .collect(Collectors.joining(", "));
        return records.isEmpty() ? item.html() : item.html() + "<p>" + records + "</p>";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static String title(Item item) {
        String line = item.title().lines().findFirst().orElse("").strip();
        return line.codePointCount(0, line.length()) <= LONGEST_TITLE
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST_TITLE)) + "…";
    }

    private static String rfc1123(Instant at) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(at.atOffset(ZoneOffset.UTC));
    }
}
