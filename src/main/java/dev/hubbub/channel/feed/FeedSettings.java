package dev.hubbub.channel.feed;

import dev.hubbub.config.Secret;
import dev.hubbub.config.Settings;
import dev.hubbub.config.SettingsException;
import dev.hubbub.message.ChannelId;
import dev.hubbub.message.Tag;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the keys {@code feed.NAME.…} say of each feed. */
final class FeedSettings {
    private static final Pattern KEY = Pattern.compile("feed\\.([a-z0-9][a-z0-9_-]{0,62})\\.(.+)");
    private static final Set<String> KNOWN =
            new TreeSet<>(Set.of("url", "every", "out.channel", "out.tag", "out.title", "out.secret"));
    private static final int LEAST_SECRET = 16;

    private final Map<String, URI> urls = new TreeMap<>();
    private final Map<String, Shown> shown = new TreeMap<>();

    /**
     * What others may read as a feed.
     *
     * @param tag only messages that have it, or null for all
     */
    record Shown(ChannelId channel, @Nullable Tag tag, String title, Secret secret) {}

    private FeedSettings() {}

    /**
     * Reads them.
     *
     * @throws SettingsException naming everything that is wrong, and no secret
     */
    static FeedSettings of(Settings settings) {
        FeedSettings made = new FeedSettings();
        List<String> problems = new ArrayList<>();
        Set<String> names = new TreeSet<>();
        for (String key : settings.own().keySet()) {
            Matcher parts = KEY.matcher(key);
            if (parts.matches()) {
                names.add(parts.group(1));
                if (!KNOWN.contains(parts.group(2))) {
                    problems.add(key + " is no key of a feed: those are " + String.join(", ", KNOWN) + ".");
                }
            }
        }
        for (String name : names) {
            made.readIn(name, settings, problems);
            made.readOut(name, settings, problems);
        }
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
        return made;
    }

    private void readIn(String name, Settings settings, List<String> problems) {
        String key = "feed." + name + ".url";
        value(settings, key).ifPresent(text -> {
            URI url = tried(key, problems, () -> url(text));
            if (url != null) {
                urls.put(name, url);
            }
        });
    }

    private void readOut(String name, Settings settings, List<String> problems) {
        String prefix = "feed." + name + ".out.";
        Optional<String> secret = value(settings, prefix + "secret");
        Optional<String> channel = value(settings, prefix + "channel");
        if (secret.isEmpty()) {
            return;
        }
        if (secret.get().length() < LEAST_SECRET || channel.isEmpty()) {
            problems.add(prefix + "secret needs at least " + LEAST_SECRET + " characters, and " + prefix
                    + "channel has to be there.");
            return;
        }
        ChannelId id = tried(prefix + "channel", problems, () -> ChannelId.parse(channel.get()));
        Optional<String> written = value(settings, prefix + "tag");
        Tag tag = written.map(text -> tried(prefix + "tag", problems, () -> Tag.parse(text)))
                .orElse(null);
        if (id != null) {
            String title = value(settings, prefix + "title").orElse(id + (tag == null ? "" : " " + tag));
            shown.put(name, new Shown(id, tag, title, new Secret(secret.get())));
        }
    }

    private static Optional<String> value(Settings settings, String key) {
        return settings.find(key).map(String::strip).filter(text -> !text.isEmpty());
    }

    private static <T> @Nullable T tried(String key, List<String> problems, Supplier<T> reader) {
        try {
            return reader.get();
        } catch (IllegalArgumentException e) {
            problems.add(key + ": " + e.getMessage() + ".");
            return null;
        }
    }

    private static URI url(String text) {
        try {
            URI url = URI.create(text);
            String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
            if (Set.of("http", "https").contains(scheme) && url.getHost() != null && url.getRawUserInfo() == null) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            // it may hold a secret, and is not shown
            throw new IllegalArgumentException("this is no URL", e);
        }
        throw new IllegalArgumentException("a URL begins with https:// or http:// and a host, and names no user");
    }

    /** Where the feed of that name is. */
    Optional<URI> source(String name) {
        return Optional.ofNullable(urls.get(name));
    }

    /** What is shown under that name. */
    Optional<Shown> shown(String name) {
        return Optional.ofNullable(shown.get(name));
    }
}
