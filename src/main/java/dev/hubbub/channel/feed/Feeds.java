package dev.hubbub.channel.feed;

import dev.hubbub.channel.Outside;
import dev.hubbub.channel.feed.FeedMemory.Version;
import dev.hubbub.component.Headers;
import dev.hubbub.config.Key;
import dev.hubbub.config.Settings;
import dev.hubbub.message.Address;
import dev.hubbub.message.ChannelId;
import dev.hubbub.message.Tag;
import dev.hubbub.parser.PlainHtml;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jsoup.Jsoup;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bean {@code feeds} that route files call. */
public final class Feeds {
    /** Exchange property, set by the route: which feed it is. */
    static final String NAME = "FeedName";

    private static final String VERSION = "FeedVersion";
    private static final String TITLE = "FeedTitle";
    private static final String ENTRY = "FeedEntry";

    private static final Logger LOG = LoggerFactory.getLogger(Feeds.class);
    private static final int LONGEST_TEXT = 1000;
    private static final int LONGEST_HTML = 100_000;

    private final FeedSettings settings;
    private final FeedMemory memory;
    private final Fetching fetching;
    private final Showing showing;
    private final String generator;
    private final int mostEntries;
    private final int firstEntries;

    /** Finds messages to be shown. */
    @FunctionalInterface
    public interface Shelf {
        /** The newest messages that are to be seen on a channel, newest first; with a tag only those that have it. */
        List<Item> newest(ChannelId channel, @Nullable Tag tag, int most);
    }

    private Feeds(Settings settings, Outside outside, FeedMemory memory, Shelf shelf, UUID hub) {
        this.settings = FeedSettings.of(settings);
        this.memory = memory;
        this.fetching = new Fetching(outside, settings.integer(Key.FEED_MAX_SIZE, 1, 1 << 30));
        this.mostEntries = settings.integer(Key.FEED_MAX_ENTRIES, 1, 10_000);
        this.firstEntries = settings.integer(Key.FEED_FIRST);
        this.generator = "Hubbub urn:uuid:" + hub;
        this.showing = new Showing(shelf, settings.text(Key.HTTP_PUBLIC_URL), generator);
    }

    /**
     * As the settings say.
     *
     * @param hub who this hub is: what it wrote itself it does not read back in
     */
    public static Feeds of(Settings settings, Outside outside, FeedMemory memory, Shelf shelf, UUID hub) {
        return new Feeds(settings, outside, memory, shelf, hub);
    }

    /** Reads a feed; the body is then a list of what is new, the oldest first. What cannot be had is nothing new, and is logged. */
    public void read(Exchange exchange) {
        String name = name(exchange);
        List<Entry> fresh = List.of();
        try {
            URI url = settings.source(name).orElseThrow(() -> new IOException("feed." + name + ".url is not set"));
            Optional<Version> known = memory.version(name);
            Optional<Fetching.Fetched> fetched = fetching.fetch(url, known);
            if (fetched.isPresent()) {
                FeedReader.Feed feed =
                        FeedReader.read(fetched.get().bytes(), fetched.get().from(), mostEntries);
                if (feed.generator().equals(generator)) {
                    throw new IOException("it is of this hub itself");
                }
                exchange.setProperty(TITLE, feed.title());
                exchange.setProperty(VERSION, fetched.get().version());
                fresh = fresh(name, feed.entries(), known.isEmpty());
            }
        } catch (IOException e) {
            LOG.warn("feed {} cannot be read: {}", name, e.getMessage());
        }
        exchange.getMessage().setBody(fresh);
    }

    /** Of a feed that is new only some entries are taken; the others are old news. */
    private List<Entry> fresh(String name, List<Entry> entries, boolean first) {
        Set<String> unseen =
                memory.fresh(name, entries.stream().map(Entry::hash).collect(Collectors.toSet()));
        List<Entry> fresh = new ArrayList<>();
        List<String> skipped = new ArrayList<>();
        for (Entry entry : entries) {
            if (!unseen.remove(entry.hash())) {
                continue;
            }
            if (first && fresh.size() >= firstEntries) {
                skipped.add(entry.hash());
            } else {
                fresh.add(entry);
            }
        }
        memory.seen(name, skipped);
        Collections.reverse(fresh);
        return fresh;
    }

    /** Makes a message of the entry that is the body. */
    public void say(Exchange exchange) {
        Message in = exchange.getMessage();
        Entry entry = in.getBody(Entry.class);
        String feed = exchange.getProperty(TITLE, "", String.class);
        String said = cut(Jsoup.parse(entry.html()).text());
        exchange.setProperty(ENTRY, entry.hash());
        in.setBody(Stream.of(
                        entry.title(),
                        said,
                        entry.link() == null ? "" : entry.link().toString())
                .filter(line -> !line.isBlank())
                .collect(Collectors.joining("\n")));
        in.setHeader(Headers.EXTERNAL_ID, "entry:" + entry.hash());
        in.setHeader(Headers.SENDER, Address.of("feed", name(exchange)).uri());
        in.setHeader(Headers.SENDER_NAME, entry.author() != null ? entry.author() : feed);
        in.setHeader(Headers.SUBJECT, entry.title());
        if (entry.html().length() <= LONGEST_HTML) {
            in.setHeader(Headers.HTML, PlainHtml.clean(entry.html()));
        }
        if (entry.published() != null) {
            in.setHeader(Headers.SENT_AT, entry.published().toString());
        }
    }

    private static String cut(String text) {
        return text.codePointCount(0, text.length()) <= LONGEST_TEXT
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST_TEXT)) + "…";
    }

    /** Notes that the entry is in the hub, or never will be. */
    public void said(Exchange exchange) {
        memory.seen(name(exchange), List.of(exchange.getProperty(ENTRY, "", String.class)));
    }

    /** The hub does not take this entry, and will not tomorrow. */
    public void refused(Exchange exchange) {
        Exception why = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        LOG.warn("an entry of feed {} is not taken: {}", name(exchange), why == null ? "" : why.getMessage());
        said(exchange);
    }

    /** Notes that all that was new is in the hub. */
    public void done(Exchange exchange) {
        Version version = exchange.getProperty(VERSION, Version.class);
        if (version != null) {
            memory.read(name(exchange), version);
        }
    }

    /** Answers a reader of a feed that the hub writes: RSS or Atom, or a refusal. */
    public void show(Exchange exchange) {
        showing.show(exchange, settings.shown(name(exchange)));
    }

    private static String name(Exchange exchange) {
        String name = exchange.getProperty(NAME, String.class);
        if (name == null) {
            throw new IllegalStateException("the route has to set the property " + NAME);
        }
        return name;
    }
}
