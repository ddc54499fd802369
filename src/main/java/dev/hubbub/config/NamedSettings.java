package dev.hubbub.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keys of things that have names of their own, {@code KIND.NAME.KEY}, as {@code webhook.main.url}. What is wrong with them is
 * gathered, so that all of it is told at once, and no secret with it.
 */
public final class NamedSettings {
    private static final Set<String> SCHEMES = Set.of("http", "https");

    private final Settings settings;
    private final Set<String> names = new TreeSet<>();
    private final List<String> problems = new ArrayList<>();

    /** Reads one value. */
    @FunctionalInterface
    public interface Reader<T> {
        /**
         * Reads it.
         *
         * @throws URISyntaxException if it should be a URL and is none: what it says may hold a secret, and is not told
         * @throws IllegalArgumentException if it is wrong, saying why
         */
        T read() throws URISyntaxException;
    }

    /**
     * Finds the names there are.
     *
     * @param kind the first word of the keys
     * @param keys those that a thing of this kind may have, as they are told to whoever writes another
     * @param known whether a thing of this kind may have this one
     */
    public NamedSettings(Settings settings, String kind, Set<String> keys, Predicate<String> known) {
        this.settings = settings;
        Pattern pattern = Pattern.compile(kind + "\\.([a-z0-9][a-z0-9_-]{0,62})\\.(.+)");
        for (String key : settings.own().keySet()) {
            Matcher parts = pattern.matcher(key);
            if (parts.matches()) {
                names.add(parts.group(1));
                if (!known.test(parts.group(2))) {
                    problem(key + " is no key of a " + kind + ": those are " + String.join(", ", new TreeSet<>(keys))
                            + ".");
                }
            }
        }
    }

    /** Those that have any key. */
    public Set<String> names() {
        return names;
    }

    /** A value without the blanks around it; blank ones are not there. */
    public Optional<String> value(String key) {
        return settings.find(key).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** Something is wrong; a sentence that names the key. */
    public void problem(String sentence) {
        problems.add(sentence);
    }

    /** Reads a value; null if it is wrong, which is noted. */
    public <T> @Nullable T tried(String key, Reader<T> reader) {
        try {
            return reader.read();
        } catch (URISyntaxException | IllegalArgumentException e) {
            problem(key + ": " + (e instanceof URISyntaxException ? "this is no URL" : e.getMessage()) + ".");
            return null;
        }
    }

    /**
     * A URL that can be called.
     *
     * @throws IllegalArgumentException if it is not of HTTP, or has parts that are not sent
     */
    public static URI url(String text) throws URISyntaxException {
        URI url = new URI(text);
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (!SCHEMES.contains(scheme) || url.getHost() == null) {
            throw new IllegalArgumentException("a URL begins with https:// or http:// and a host");
        }
        if (url.getRawUserInfo() != null || url.getRawFragment() != null) {
            throw new IllegalArgumentException("the URL has a user or a fragment, which is not sent");
        }
        return url;
    }

    /**
     * All has been read.
     *
     * @throws SettingsException naming everything that is wrong
     */
    public void check() {
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
    }
}
