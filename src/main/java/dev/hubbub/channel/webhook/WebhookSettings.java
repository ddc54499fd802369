package dev.hubbub.channel.webhook;

import dev.hubbub.channel.webhook.Receiving.Source;
import dev.hubbub.component.Headers;
import dev.hubbub.config.Key;
import dev.hubbub.config.NamedSettings;
import dev.hubbub.config.Secret;
import dev.hubbub.config.Settings;
import dev.hubbub.config.SettingsException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What the keys {@code webhook.NAME.…} say of each webhook. */
final class WebhookSettings {
    private static final Set<String> KNOWN = Set.of(
            "url",
            "secret",
            "events",
            "files",
            "in.secret",
            "in.signed",
            "in.kind",
            "in.text",
            "in.text.KIND",
            "in.subject",
            "in.sender",
            "in.sender-name",
            "in.id");
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
        NamedSettings named = new NamedSettings(
                settings, "webhook", KNOWN, key -> KNOWN.contains(key) || key.startsWith(TEXT_OF_KIND));
        for (String name : named.names()) {
            made.readTarget(name, named);
            made.readSource(name, settings, named);
        }
        named.check();
        return made;
    }

    private void readTarget(String name, NamedSettings named) {
        String prefix = "webhook." + name + ".";
        Optional<String> url = named.value(prefix + "url");
        Optional<String> secret = named.value(prefix + "secret");
        if (url.isPresent() && secret.isEmpty()) {
            named.problem(prefix + "secret is missing: what is sent to " + prefix + "url must be signed.");
        } else if (url.isPresent()) {
            URI read = named.tried(prefix + "url", () -> NamedSettings.url(url.get()));
            var unused = named.tried(
                    prefix + "files", () -> bytes(named.value(prefix + "files").orElse("0")));
            Signature signature = named.tried(prefix + "secret", () -> Signature.of(new Secret(secret.get())));
            if (read != null && signature != null) {
                targets.put(name, new Target(read, signature));
            }
        }
    }

    /** The route uses it; here it is held to be a number. */
    private static int bytes(String text) {
        if (!text.matches("[0-9]{1,9}")) {
            throw new IllegalArgumentException("this is no number of bytes");
        }
        return Integer.parseInt(text);
    }

    private void readSource(String name, Settings settings, NamedSettings named) {
        String prefix = "webhook." + name + ".";
        Optional<String> secret = named.value(prefix + "in.secret");
        if (secret.isEmpty()) {
            return;
        }
        Duration tolerance = settings.duration(Key.WEBHOOK_TOLERANCE);
        String kind = named.value(prefix + "in.signed").orElse("standard");
        Door door = named.tried(
                prefix + "in.secret (" + prefix + "in.signed = " + kind + ")",
                () -> Door.of(kind, new Secret(secret.get()), tolerance));
        Map<String, Template> texts = new TreeMap<>();
        settings.own().keySet().stream()
                .filter(key -> key.startsWith(prefix + TEXT_OF_KIND))
                .forEach(key -> template(key, named)
                        .ifPresent(text ->
                                texts.put(Mapping.word(key.substring(prefix.length() + TEXT_OF_KIND.length())), text)));
        Map<String, Template> headers = new TreeMap<>();
        MAPPED.forEach((key, header) -> template(prefix + key, named).ifPresent(value -> headers.put(header, value)));
        Mapping mapping = new Mapping(
                template(prefix + "in.kind", named).orElse(null),
                texts,
                template(prefix + "in.text", named).orElse(null),
                headers);
        if (door != null) {
            sources.put(name, new Source(door, mapping));
        }
    }

    private static Optional<Template> template(String key, NamedSettings named) {
        return named.value(key).map(text -> named.tried(key, () -> Template.parse(text)));
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
