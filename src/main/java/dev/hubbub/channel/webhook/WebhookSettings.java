package dev.hubbub.channel.webhook;

import dev.hubbub.channel.webhook.Receiving.Source;
import dev.hubbub.component.Headers;
import dev.hubbub.config.Key;
import dev.hubbub.config.Secret;
import dev.hubbub.config.Settings;
import dev.hubbub.config.SettingsException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
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
    private static final Set<String> KNOWN = new TreeSet<>(Set.of(
            "url",
            "secret",
            "events",
            "in.secret",
            "in.signed",
            "in.kind",
            "in.text",
            "in.text.KIND",
            "in.subject",
            "in.sender",
            "in.sender-name",
            "in.id"));
    private static final String TEXT_OF_KIND = "in.text.";

    /** What a mapping may fill, by the headers of the hub. */
    private static final Map<String, String> MAPPED = Map.of(
            "in.subject", Headers.SUBJECT,
            "in.sender", Headers.SENDER,
            "in.sender-name", Headers.SENDER_NAME,
            "in.id", Headers.EXTERNAL_ID);

    private final Map<String, Target> targets = new TreeMap<>();
    private final Map<String, Source> sources = new TreeMap<>();

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
                if (!KNOWN.contains(parts.group(2)) && !parts.group(2).startsWith(TEXT_OF_KIND)) {
                    problems.add(key + " is no key of a webhook: those are " + String.join(", ", KNOWN) + ".");
                }
            }
        }
        for (String name : names) {
            made.readTarget(name, settings, problems);
            made.readSource(name, settings, problems);
        }
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
        return made;
    }

    private void readTarget(String name, Settings settings, List<String> problems) {
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

    private void readSource(String name, Settings settings, List<String> problems) {
        String prefix = "webhook." + name + ".";
        Optional<String> secret = value(settings, prefix + "in.secret");
        if (secret.isEmpty()) {
            return;
        }
        Duration tolerance = settings.duration(Key.WEBHOOK_TOLERANCE);
        String kind = value(settings, prefix + "in.signed").orElse("standard");
        Door door = tried(
                prefix + "in.secret (" + prefix + "in.signed = " + kind + ")",
                problems,
                () -> Door.of(kind, new Secret(secret.get()), tolerance));
        Map<String, Template> texts = new TreeMap<>();
        settings.own().keySet().stream()
                .filter(key -> key.startsWith(prefix + TEXT_OF_KIND))
                .forEach(key -> template(key, settings, problems)
                        .ifPresent(text ->
                                texts.put(Mapping.word(key.substring(prefix.length() + TEXT_OF_KIND.length())), text)));
        Map<String, Template> headers = new TreeMap<>();
        MAPPED.forEach((key, header) ->
                template(prefix + key, settings, problems).ifPresent(value -> headers.put(header, value)));
        Mapping mapping = new Mapping(
                template(prefix + "in.kind", settings, problems).orElse(null),
                texts,
                template(prefix + "in.text", settings, problems).orElse(null),
                headers);
        if (door != null) {
            sources.put(name, new Source(door, mapping));
        }
    }

    private static Optional<Template> template(String key, Settings settings, List<String> problems) {
        return value(settings, key).map(text -> tried(key, problems, () -> Template.parse(text)));
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

    /** Where calls of that name come from. */
    Optional<Source> source(String name) {
        return Optional.ofNullable(sources.get(name));
    }
}
