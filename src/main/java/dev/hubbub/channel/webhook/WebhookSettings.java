package dev.hubbub.channel.webhook;

import dev.hubbub.config.Secret;
import dev.hubbub.config.Settings;
import dev.hubbub.config.SettingsException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the keys {@code webhook.NAME.…} say of each webhook. */
final class WebhookSettings {
    private static final Pattern KEY = Pattern.compile("webhook\\.([a-z0-9][a-z0-9_-]{0,62})\\.(.+)");
    private static final Set<String> KNOWN = new TreeSet<>(Set.of("url", "secret", "events"));

    private final Map<String, Target> targets = new TreeMap<>();

    /**
     * Where a webhook goes.
     *
     * @param url without user, password and fragment
     */
    record Target(URI url, Signature signature) {}

    private WebhookSettings() {}

    /**
     * Reads them.
     *
     * @throws SettingsException naming everything that is wrong, and no secret
     */
    static WebhookSettings of(Settings settings) {
        WebhookSettings made = new WebhookSettings();
        List<String> problems = new ArrayList<>();
        Set<String> names = new TreeSet<>();
        for (String key : settings.own().keySet()) {
            Matcher parts = KEY.matcher(key);
            if (parts.matches()) {
                names.add(parts.group(1));
                if (!KNOWN.contains(parts.group(2))) {
                    problems.add(key + " is no key of a webhook: those are " + String.join(", ", KNOWN) + ".");
                }
            }
        }
        for (String name : names) {
            made.read(name, settings, problems);
        }
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
        return made;
    }

    private void read(String name, Settings settings, List<String> problems) {
        String prefix = "webhook." + name + ".";
        Optional<String> url = value(settings, prefix + "url");
        Optional<String> secret = value(settings, prefix + "secret");
        if (url.isPresent() && secret.isEmpty()) {
            problems.add(prefix + "secret is missing: what is sent to " + prefix + "url must be signed.");
        } else if (url.isPresent()) {
            URI read = tried(prefix + "url", problems, () -> url(url.get()));
            Signature signature = tried(prefix + "secret", problems, () -> Signature.of(new Secret(secret.get())));
            if (read != null && signature != null) {
                targets.put(name, new Target(read, signature));
            }
        }
    }

    private static Optional<String> value(Settings settings, String key) {
        return settings.find(key).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** Reads one value. */
    @FunctionalInterface
    private interface Reader<T> {
        T read() throws URISyntaxException;
    }

    private static <T> @Nullable T tried(String key, List<String> problems, Reader<T> reader) {
        try {
            return reader.read();
        } catch (URISyntaxException | IllegalArgumentException e) {
            // of a URI nothing is shown: it may hold a secret
            problems.add(key + ": " + (e instanceof URISyntaxException ? "this is no URL" : e.getMessage()) + ".");
            return null;
        }
    }

    private static URI url(String text) throws URISyntaxException {
        URI url = new URI(text);
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (!Set.of("http", "https").contains(scheme) || url.getHost() == null) {
            throw new IllegalArgumentException("a URL begins with https:// or http:// and a host");
        }
        if (url.getRawUserInfo() != null || url.getRawFragment() != null) {
            throw new IllegalArgumentException("the URL has a user or a fragment, which is not sent");
        }
        return url;
    }

    /** Where the webhook of that name goes. */
    Optional<Target> target(String name) {
        return Optional.ofNullable(targets.get(name));
    }
}
