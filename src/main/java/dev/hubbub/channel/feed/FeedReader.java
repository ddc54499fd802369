package dev.hubbub.channel.feed;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jsoup.nodes.Entities;
import org.jspecify.annotations.Nullable;

/**
 * Reads RSS (0.9x, 1.0, 2.0) and Atom 1.0, whatever stands around the entries. A document type is refused as a whole, so
 * there are no entities but those of XML itself; depth and number of entries are bounded.
 */
final class FeedReader {
    private static final String ATOM = "http://www.w3.org/2005/Atom";
    private static final int DEEPEST = 100;
    private static final Set<String> ENTRY = Set.of("item", "entry");
    private static final XMLInputFactory FACTORY = factory();

    /** Of several elements that may say the same, the first that is there counts. */
    private static final List<String> IDS = List.of("guid", "id");

    private static final List<String> BODIES = List.of("encoded", "content", "description", "summary");
    private static final List<String> AUTHORS = List.of("name", "creator", "author");
    private static final List<String> DATES = List.of("pubDate", "published", "date", "updated");

    private final XMLStreamReader xml;
    private final URI base;
    private final int mostEntries;
    private final List<Entry> entries = new ArrayList<>();
    private String title = "";
    private String generator = "";
    private int depth;

    /**
     * What a feed says.
     *
     * @param title of the feed as such, perhaps empty
     * @param generator what made the feed, perhaps empty
     * @param entries in the order they stand there
     */
    record Feed(String title, String generator, List<Entry> entries) {
        Feed {
            entries = List.copyOf(entries);
        }
    }

    private FeedReader(XMLStreamReader xml, URI base, int mostEntries) {
        this.xml = xml;
        this.base = base;
        this.mostEntries = mostEntries;
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        return factory;
    }

    /**
     * Reads a feed.
     *
     * @param base where it came from: links are relative to it
     * @throws IOException if it is none, with a reason and no more than a place in it
     */
    static Feed read(byte[] bytes, URI base, int mostEntries) throws IOException {
        try {
            XMLStreamReader xml = FACTORY.createXMLStreamReader(new ByteArrayInputStream(bytes));
            try {
                return new FeedReader(xml, base, mostEntries).read();
            } finally {
                xml.close();
            }
        } catch (XMLStreamException e) {
            throw new IOException(
                    "the feed is no well-formed XML"
                            + (e.getLocation() == null
                                    ? ""
                                    : ", line " + e.getLocation().getLineNumber()),
                    e);
        }
    }

    private Feed read() throws XMLStreamException, IOException {
        boolean known = false;
        while (xml.hasNext()) {
            int event = next();
            if (event != XMLStreamConstants.START_ELEMENT) {
                continue;
            }
            String name = xml.getLocalName();
            if (depth == 1) {
                known = Set.of("rss", "RDF", "feed").contains(name);
            }
            if (!known) {
                throw new IOException("this is neither RSS nor Atom");
            }
            if (ENTRY.contains(name) && entries.size() == mostEntries) {
                break;
            } else if (ENTRY.contains(name)) {
                entries.add(entry());
            } else if (name.equals("title") && title.isEmpty() && depth <= 3) {
                title = text().strip();
            } else if (name.equals("generator") && depth <= 3) {
                generator = text().strip();
            }
        }
        return new Feed(title, generator, entries);
    }

    private int next() throws XMLStreamException, IOException {
        int event = xml.next();
        if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
            throw new IOException("the feed has a document type or entities of its own, which are not read");
        }
        if (event == XMLStreamConstants.START_ELEMENT && ++depth > DEEPEST) {
            throw new IOException("the feed is nested too deep");
        }
        if (event == XMLStreamConstants.END_ELEMENT) {
            depth--;
        }
        return event;
    }

    private Entry entry() throws XMLStreamException, IOException {
        Map<String, String> said = new HashMap<>();
        URI link = null;
        int outside = depth - 1;
        while (depth > outside) {
            if (next() != XMLStreamConstants.START_ELEMENT) {
                continue;
            }
            String name = xml.getLocalName();
            if (name.equals("link")) {
                URI found = link();
                link = link == null ? found : link;
            } else if (!name.equals("author") || !ATOM.equals(xml.getNamespaceURI())) {
                // of an author in Atom the name is an element within
                boolean plain = isPlain();
                String text = text();
                said.putIfAbsent(name, plain ? html(text) : text);
            }
        }
        return entry(said, link);
    }

    /** In Atom a body says what it is, and is plain text if it does not (RFC 4287, 3.1.1); in RSS all are HTML. */
    private boolean isPlain() {
        String type = xml.getAttributeValue(null, "type");
        return ATOM.equals(xml.getNamespaceURI())
                && BODIES.contains(xml.getLocalName())
                && (type == null || type.equals("text") || type.equals("text/plain"));
    }

    private static String html(String plain) {
        return Entities.escape(plain).replace("\n", "<br>");
    }

    private static Entry entry(Map<String, String> said, @Nullable URI link) {
        String title = plain(said.getOrDefault("title", ""));
        String html = first(said, BODIES);
        String named = first(said, IDS).strip();
        String id = Stream.of(named, link == null ? "" : link.toString(), title + "\n" + html)
                .filter(one -> !one.isBlank())
                .findFirst()
                .orElse("");
        String author = first(said, AUTHORS).strip();
        return new Entry(id, link, title, author.isEmpty() ? null : author, html, date(first(said, DATES)));
    }

    private static String plain(String title) {
        return title.replaceAll("\\s+", " ").strip();
    }

    private static String first(Map<String, String> said, List<String> names) {
        return names.stream()
                .map(name -> said.getOrDefault(name, ""))
                .filter(text -> !text.isBlank())
                .findFirst()
                .orElse("");
    }

    /** Atom has it in an attribute and several of them, RSS as text. */
    private @Nullable URI link() throws XMLStreamException, IOException {
        String href = xml.getAttributeValue(null, "href");
        String rel = xml.getAttributeValue(null, "rel");
        String text = text();
        if (rel != null && !rel.equals("alternate")) {
            return null;
        }
        try {
            URI link = base.resolve((href == null ? text : href).strip());
            String scheme = link.getScheme() == null ? "" : link.getScheme().toLowerCase(Locale.ROOT);
            return scheme.equals("http") || scheme.equals("https") ? link : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** All text of the element, whatever elements are within it. */
    private String text() throws XMLStreamException, IOException {
        StringBuilder text = new StringBuilder();
        int outside = depth - 1;
        while (depth > outside) {
            int event = next();
            if (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA) {
                text.append(xml.getText());
            }
        }
        return text.toString();
    }

    private static @Nullable Instant date(String text) {
        return Stream.of(DateTimeFormatter.RFC_1123_DATE_TIME, DateTimeFormatter.ISO_OFFSET_DATE_TIME)
                .flatMap(form -> date(text.strip(), form).stream())
                .findFirst()
                .orElse(null);
    }

    private static Optional<Instant> date(String text, DateTimeFormatter form) {
        try {
            return Optional.of(form.parse(text, OffsetDateTime::from).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
