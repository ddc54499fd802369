package dev.hubbub.channel.feed;

import dev.hubbub.config.NamedSettings;
import dev.hubbub.config.Secret;
import dev.hubbub.config.Settings;
import dev.hubbub.config.SettingsException;
import dev.hubbub.message.ChannelId;
import dev.hubbub.message.Tag;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the keys {@code feed.NAME.…} say of each feed. */
final class FeedSettings {
    private static final Set<String> KNOWN =
            Set.of("url", "every", "out.channel", "out.tag", "out.title", "out.secret");
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
        NamedSettings named = new NamedSettings(settings, "feed", KNOWN, KNOWN::contains);
        for (String name : named.names()) {
            made.readIn(name, named);
            made.readOut(name, named);
        }
        named.check();
        return made;
    }

    private void readIn(String name, NamedSettings named) {
        String key = "feed." + name + ".url";
        named.value(key).ifPresent(text -> {
            URI url = named.tried(key, () -> NamedSettings.url(text));
            if (url != null) {
                urls.put(name, url);
            }
        });
    }

    private void readOut(String name, NamedSettings named) {
        String prefix = "feed." + name + ".out.";
        Optional<String> secret = named.value(prefix + "secret");
        Optional<String> channel = named.value(prefix + "channel");
        if (secret.isEmpty()) {
            return;
        }
        if (secret.get().length() < LEAST_SECRET || channel.isEmpty()) {
            named.problem(prefix + "secret needs at least " + LEAST_SECRET + " characters, and " + prefix
                    + "channel has to be there.");
            return;
        }
        ChannelId id = named.tried(prefix + "channel", () -> ChannelId.parse(channel.get()));
        Optional<String> written = named.value(prefix + "tag");
        Tag tag = written.map(text -> named.tried(prefix + "tag", () -> Tag.parse(text)))
                .orElse(null);
        if (id != null) {
            String title = named.value(prefix + "title").orElse(id + (tag == null ? "" : " " + tag));
            shown.put(name, new Shown(id, tag, title, new Secret(secret.get())));
        }
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
